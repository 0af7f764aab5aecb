import assert from "node:assert/strict";
import { restKeyApi } from "../../../../src/satellite/console";
import { apiKey, byName, empty, json, keyId, keyInfo, listed, otherKeyId, page, project, refusing, restKey, Scene } from "./scene";

describe("the generated API of a console, with a REST API key", () => {
  const scene = new Scene();
  afterEach(() => scene.stop());

  const listRoute = `GET /public/v1/projects/apikeys/${project}`;
  const open = async (script: Parameters<Scene["serve"]>[0]) => restKeyApi(await scene.serve(script), restKey);

  it("gets the key as bearer, and no cookie", async () => {
    await (await open({ "GET /public/v1/projects/": json(null) })).projects();
    const { cookie, authorization } = scene.requests[0]?.headers ?? {};
    assert.deepEqual([cookie, authorization], [undefined, `Bearer ${restKey}`]);
  });

  it("is not asked with what can't be a key", async () => {
    for (const odd of ["", "a b", "a\r\nX-Evil: 1", "é"]) {
      const api = restKeyApi(await scene.serve({ "GET /public/v1/projects/": json([]) }), odd);
      for (const ask of [() => api.projects(), () => api.keys(project, byName, 1, 50), () => api.deleteKeys([keyId])]) {
        assert.equal(await scene.codeOf(ask()), "signed-out");
      }
      assert.deepEqual(scene.requests, []);
    }
  });

  it("lists projects by their public IDs, and tells no more of them", async () => {
    const told = { id: keyId, publicId: project, name: "Empty", description: "", createdAt: "2026-11-23T15:36:00.571833Z", status: 1 };
    const api = await open({ "GET /public/v1/projects/": json([told]) });
    assert.deepEqual(await api.projects(), [{ id: project, name: "Empty", createdAt: Date.UTC(2026, 10, 23, 15, 36, 0, 571), edge: {} }]);
    assert.equal(await api.projectFacts(project), undefined);
    assert.equal(scene.requests.length, 1);
  });

  it("lists all keys by a wildcard: an empty search is refused", async () => {
    const api = await open({ [listRoute]: json(page([keyInfo()], 120)) });
    assert.deepEqual(await api.keys(project, byName, 1, 50), { keys: [listed()], total: 120 });
    await api.keys(project, { order: "date", isDescending: true, search: "a b" }, 3, 100);
    const queries = scene.requests.map(({ path }) => Object.fromEntries(new URL(path, "http://x").searchParams));
    assert.deepEqual(queries, [
      { search: "%", limit: "50", page: "1", order: "1", orderDirection: "1" },
      { search: "a b", limit: "100", page: "3", order: "2", orderDirection: "2" },
    ]);
  });

  it("makes a key with a body of JSON", async () => {
    const api = await open({ "POST /public/v1/apikeys/create": json({ key: apiKey, keyInfo: { ...keyInfo(), creatorEmail: "" } }) });
    assert.deepEqual(await api.createKey(project, "né"), { key: apiKey, listed: { ...listed(), creator: "" } });
    const sent = scene.requests[0];
    assert.deepEqual([JSON.parse(sent?.body ?? ""), sent?.headers["content-type"]], [{ projectID: project, name: "né" }, "application/json"]);
  });

  it("deletes one key after the other, up to the first that fails", async () => {
    const routes = [keyId, otherKeyId, project].map((id) => `DELETE /public/v1/apikeys/delete/${id}`);
    const api = await open({ [routes[0]!]: empty, [routes[1]!]: empty, [routes[2]!]: empty });
    assert.equal(api.deletesAllOrNone, false);
    await api.deleteKeys([]);
    await api.deleteKeys([keyId, otherKeyId, project]);
    assert.deepEqual(scene.routes, routes);
    const failing = await open({ [routes[0]!]: empty, [routes[1]!]: refusing(403, "not yours"), [routes[2]!]: empty });
    const { code, outside } = await scene.failure(failing.deleteKeys([keyId, otherKeyId, project]));
    assert.deepEqual([code, outside, scene.routes], ["forbidden", "not yours", routes.slice(0, 2)]);
  });

  it("deletes no further where it is cancelled", async () => {
    const reason = new Error("the person has cancelled");
    const cancelling = new AbortController();
    const first = `DELETE /public/v1/apikeys/delete/${keyId}`;
    const api = await open({
      [first]: (response) => {
        response.on("finish", () => cancelling.abort(reason));
        response.end();
      },
    });
    await assert.rejects(api.deleteKeys([keyId, otherKeyId], cancelling.signal), reason);
    assert.deepEqual(scene.routes, [first]);
  });
});
