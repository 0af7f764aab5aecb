import assert from "node:assert/strict";
import { sessionApi } from "../../../../src/satellite/console";
import { type Fault } from "../../../support/faultyHttp";
import { apiKey, config, configRoute, csrf, empty, json, keyId, keyInfo, otherCsrf, project, refusing, Scene, token } from "./scene";

const createRoute = `POST /api/v0/api-keys/create/${project}`;
const deleteRoute = "DELETE /api/v0/api-keys/delete-by-ids";
const refreshRoute = "POST /api/v0/auth/refresh-session";
const created = json({ key: apiKey, keyInfo: keyInfo() });
const refused = refusing(403, "Invalid CSRF token");

describe("a console with CSRF protection", () => {
  const scene = new Scene();
  afterEach(() => scene.stop());

  const telling = (csrfToken: string): Fault => json(config({ csrfToken }));
  const guards = () => scene.requests.map(({ headers }) => [headers.cookie, headers["x-csrf-token"]]);
  const withCsrf = (value: string) => [`_tokenKey=${token}; csrf_token=${value}`, value];

  it("is asked for its token before the first change alone, and gets it with each", async () => {
    const end = json("2026-11-23T16:06:01.56245414Z");
    const access = await scene.serve({ [configRoute]: telling(csrf), [createRoute]: created, [deleteRoute]: empty, [refreshRoute]: end });
    const api = sessionApi(access, token);
    await api.createKey(project, "backup");
    await api.deleteKeys([keyId]);
    await api.refresh();
    assert.deepEqual(scene.routes, [configRoute, createRoute, deleteRoute, refreshRoute]);
    // The session is nobody's business but that of the routes that need it.
    assert.deepEqual(guards(), [[undefined, undefined], withCsrf(csrf), withCsrf(csrf), withCsrf(csrf)]);
  });

  it("gets no token where it wants none", async () => {
    const api = sessionApi(await scene.serve({ [configRoute]: telling(""), [createRoute]: created }), token);
    await api.createKey(project, "backup");
    await api.createKey(project, "backup");
    assert.deepEqual(scene.routes, [configRoute, createRoute, createRoute]);
    assert.deepEqual(guards().slice(1), [
      [`_tokenKey=${token}`, undefined],
      [`_tokenKey=${token}`, undefined],
    ]);
  });

  it("has changed its token: the request is sent again, once, with the new one", async () => {
    const access = await scene.serve({ [configRoute]: [telling(csrf), telling(otherCsrf)], [createRoute]: [created, refused, created] });
    const api = sessionApi(access, token);
    await api.createKey(project, "backup");
    assert.equal((await api.createKey(project, "backup")).key, apiKey);
    assert.deepEqual(scene.routes, [configRoute, createRoute, createRoute, configRoute, createRoute]);
    // With the old token as cookie a console keeps one that still holds.
    assert.deepEqual(guards().slice(2), [withCsrf(csrf), [`csrf_token=${csrf}`, undefined], withCsrf(otherCsrf)]);
  });

  it("wants a token since a while, or none any more", async () => {
    for (const [first, second] of [
      ["", csrf],
      [csrf, ""],
    ] as const) {
      const access = await scene.serve({ [configRoute]: [telling(first), telling(second)], [createRoute]: [refused, created] });
      assert.equal((await sessionApi(access, token).createKey(project, "backup")).key, apiKey);
      assert.deepEqual(guards().at(-1), second === "" ? [`_tokenKey=${token}`, undefined] : withCsrf(second));
    }
  });

  it("has refused something else where its token is the same", async () => {
    for (const value of ["", csrf]) {
      const why = "you do not have permission to delete this API key: backup";
      const access = await scene.serve({ [configRoute]: telling(value), [deleteRoute]: refusing(403, why) });
      const error = await scene.failure(sessionApi(access, token).deleteKeys([keyId]));
      assert.deepEqual([error.code, error.status, error.outside], ["forbidden", 403, why]);
      assert.deepEqual(scene.routes, [configRoute, deleteRoute, configRoute]);
    }
  });

  it("is not asked a third time where it has another token each time", async () => {
    let count = 0;
    const restless: Fault = (response, request) => telling(`token-${++count}`)(response, request);
    const access = await scene.serve({ [configRoute]: restless, [createRoute]: refused });
    assert.equal(await scene.codeOf(sessionApi(access, token).createKey(project, "backup")), "forbidden");
    assert.deepEqual(scene.routes, [configRoute, createRoute, configRoute, createRoute]);
  });

  it("is told apart from a page in front of it", async () => {
    const page: Fault = (response) => void response.writeHead(403).end("<html><title>Forbidden</title></html>");
    const access = await scene.serve({ [configRoute]: telling(csrf), [createRoute]: page });
    assert.equal(await scene.codeOf(sessionApi(access, token).createKey(project, "backup")), "not-console");
    assert.deepEqual(scene.routes, [configRoute, createRoute]);
  });

  it("gets no change where its config can't be had, and the config's status is not taken for the change's", async () => {
    for (const [fault, code] of [
      [refusing(500), "server"],
      [refusing(409), "invalid"],
      [refusing(401), "not-console"],
    ] as const) {
      const access = await scene.serve({ [configRoute]: [fault, telling(csrf)], [createRoute]: created });
      const api = sessionApi(access, token);
      const error = await scene.failure(api.createKey(project, "backup"));
      assert.deepEqual([error.code, error.status, scene.routes], [code, undefined, [configRoute]]);
      assert.equal((await api.createKey(project, "backup")).key, apiKey);
    }
  });
});
