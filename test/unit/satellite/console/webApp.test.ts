import assert from "node:assert/strict";
import { sessionApi } from "../../../../src/satellite/console";
import { answering } from "../../../support/faultyHttp";
import { byName, config, configRoute, empty, json, keyId, keyInfo, listed, otherKeyId, page, project, refusing, Scene, token, webAppPage } from "./scene";

describe("the web app's API of a console, with a session", () => {
  const scene = new Scene();
  afterEach(() => scene.stop());

  const listRoute = "GET /api/v0/api-keys/list-paged";
  const configOff = { [configRoute]: json(config()) };
  const open = async (script: Parameters<Scene["serve"]>[0]) => sessionApi(await scene.serve(script), token);

  it("gets the session as its one cookie, and no other credential", async () => {
    const api = await open({ "GET /api/v0/projects": json([]) });
    await api.projects();
    const { cookie, authorization, "x-csrf-token": header } = scene.requests[0]?.headers ?? {};
    assert.deepEqual([cookie, authorization, header], [`_tokenKey=${token}`, undefined, undefined]);
  });

  it("is not asked with what can't be a cookie", async () => {
    for (const odd of ["", "a b", "a;b=c", "a\r\nX-Evil: 1", "é", '"x"', "x".repeat(5000)]) {
      const access = await scene.serve({ "GET /api/v0/projects": json([]), ...configOff });
      const api = sessionApi(access, odd);
      for (const ask of [() => api.projects(), () => api.keys(project, byName, 1, 50), () => api.signOut()]) {
        assert.equal(await scene.codeOf(ask()), "signed-out");
      }
      assert.deepEqual(scene.requests, []);
    }
  });

  it("lists projects with what each has in place of Storj's edge services", async () => {
    const edgeURLOverrides = { authService: "https://auth.test", publicLinksharing: "", internalLinksharing: "x", gatewayEndpoint: "https://gw.test" };
    const plain = { id: keyId, name: "Empty", memberCount: 1, createdAt: "0001-01-01T00:00:00Z" };
    const special = { id: project.toUpperCase(), name: "Shared\u202e", createdAt: "2026-11-23T15:36:00.5Z", edgeURLOverrides };
    const none = { authService: undefined, publicLinksharing: undefined, gateway: undefined };
    assert.deepEqual(await (await open({ "GET /api/v0/projects": json([plain, special]) })).projects(), [
      { id: keyId, name: "Empty", createdAt: undefined, edge: none },
      {
        id: project,
        name: "Shared\u202e",
        createdAt: Date.UTC(2026, 10, 23, 15, 36, 0, 500),
        edge: { authService: "https://auth.test", publicLinksharing: undefined, gateway: "https://gw.test" },
      },
    ]);
  });

  it("lists keys by name, date or creator, either way, and by a part of the name", async () => {
    const api = await open({ [listRoute]: json(page([keyInfo()], 120)) });
    assert.deepEqual(await api.keys(project, byName, 1, 50), { keys: [listed()], total: 120 });
    await api.keys(project, { order: "date", isDescending: true, search: "a b&c=%/+é" }, 2, 300);
    await api.keys(project, { order: "creator", isDescending: false, search: "" }, 1, 50);
    const queries = scene.requests.map(({ path }) => Object.fromEntries(new URL(path, "http://x").searchParams));
    assert.deepEqual(queries, [
      { projectID: project, limit: "50", page: "1", order: "1", orderDirection: "1" },
      { projectID: project, limit: "300", page: "2", order: "2", orderDirection: "2", search: "a b&c=%/+é" },
      { projectID: project, limit: "50", page: "1", order: "3", orderDirection: "1" },
    ]);
  });

  it("makes a key with the bare name as body", async () => {
    const route = `POST /api/v0/api-keys/create/${project}`;
    const api = await open({ ...configOff, [route]: refusing(400, "validation: field length exceeds maximum length 100") });
    const error = await scene.failure(api.createKey(project, '"né"'));
    assert.deepEqual([error.code, error.outside], ["invalid", "validation: field length exceeds maximum length 100"]);
    const sent = scene.requests[1];
    assert.deepEqual([sent?.body, sent?.headers["content-type"]], ['"né"', "text/plain;charset=UTF-8"]);
  });

  it("deletes several keys with one request", async () => {
    const api = await open({ ...configOff, "DELETE /api/v0/api-keys/delete-by-ids": empty });
    assert.equal(api.deletesAllOrNone, true);
    await api.deleteKeys([keyId, otherKeyId]);
    const sent = scene.requests[1];
    assert.deepEqual([sent?.body, sent?.headers["content-length"]], [JSON.stringify({ ids: [keyId, otherKeyId] }), String(sent?.body.length)]);
    await api.deleteKeys([]);
    assert.equal(scene.requests.length, 2);
  });

  it("can't tell a key that is gone already from a failure", async () => {
    const why = "console service: sql: no rows in result set";
    const api = await open({ ...configOff, "DELETE /api/v0/api-keys/delete-by-ids": refusing(500, why) });
    const { code, status } = await scene.failure(api.deleteKeys([keyId, otherKeyId]));
    assert.deepEqual([code, status, scene.requests.length], ["server", 500, 2]);
  });

  it("tells what making grants needs to know of a project, and not its passphrase", async () => {
    const salt = Buffer.from("0123456789abcdef0123456789abcdef");
    const route = `GET /api/v0/projects/${project}/config`;
    const told = { salt: salt.toString("base64"), hasManagedPassphrase: true, encryptPath: false, passphrase: "hunter2", role: 1 };
    const facts = await (await open({ [route]: json(told) })).projectFacts(project);
    assert.deepEqual(facts, { salt: new Uint8Array(salt), hasManagedPassphrase: true, encryptsPaths: false });
    for (const odd of [{ salt: "" }, { salt: "a" }, { salt: "_-==" }, { salt: null }, { hasManagedPassphrase: "no" }, { encryptPath: undefined }]) {
      assert.equal(await scene.codeOf((await open({ [route]: json({ ...told, ...odd }) })).projectFacts(project)), "not-console");
    }
  });

  describe("and its session", () => {
    const refreshRoute = "POST /api/v0/auth/refresh-session";
    const logoutRoute = "POST /api/v0/auth/logout";

    it("lasts longer", async () => {
      const api = await open({ ...configOff, [refreshRoute]: json("2026-11-23T16:06:01.56245414Z") });
      assert.equal(await api.refresh(), Date.UTC(2026, 10, 23, 16, 6, 1, 562));
      for (const odd of [json("soon"), json({ expiresAt: "2026-11-23T16:06:01Z" }), empty, webAppPage]) {
        assert.equal(await scene.codeOf((await open({ ...configOff, [refreshRoute]: odd })).refresh()), "not-console");
      }
    });

    it("ends, with one request", async () => {
      await (await open({ [logoutRoute]: answering(200, "", { "Content-Type": "application/json" }) })).signOut();
      assert.deepEqual(scene.routes, [logoutRoute]);
      assert.equal(scene.requests[0]?.headers.cookie, `_tokenKey=${token}`);
      assert.equal(await scene.codeOf((await open({ [logoutRoute]: webAppPage })).signOut()), "not-console");
    });

    it("is over: nothing more is asked", async () => {
      const over = refusing(401, "unauthorized: console service: sql: no rows in result set");
      const api = await open({ ...configOff, [refreshRoute]: over, [logoutRoute]: over, "GET /api/v0/projects": over });
      for (const ask of [() => api.projects(), () => api.refresh(), () => api.signOut()]) assert.equal(await scene.codeOf(ask()), "signed-out");
      assert.deepEqual(scene.routes, ["GET /api/v0/projects", configRoute, refreshRoute, logoutRoute]);
    });
  });
});
