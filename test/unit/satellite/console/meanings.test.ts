import assert from "node:assert/strict";
import type { ConsoleApi } from "../../../../src/satellite/console";
import { restrictApiKey, serializeApiKey } from "../../../../src/grant";
import { demoRootKey, readOnly } from "../../../support/demoCredentials";
import type { Fault } from "../../../support/faultyHttp";
import {
  apiKey,
  bothApis,
  byName,
  config,
  configRoute,
  empty,
  json,
  keyId,
  keyInfo,
  leaks,
  listed,
  otherKeyId,
  page,
  project,
  project401,
  refusing,
  Scene,
  webAppPage,
} from "./scene";

for (const { name, open, projects, projectId, list, create, remove, behindLast } of bothApis) {
  describe(`what a failure of ${name} means`, () => {
    const scene = new Scene();
    afterEach(() => scene.stop());

    const configOff = { [configRoute]: json(config()) };
    const serve = async (script: Parameters<Scene["serve"]>[0]): Promise<ConsoleApi> => open(await scene.serve({ ...configOff, ...script }));
    /** What was asked, without the config and without queries. */
    const routes = () => scene.routes.map((route) => route.split("?")[0]).filter((route) => route !== configRoute);
    const about = (api: ConsoleApi, signal?: AbortSignal): Readonly<Record<string, () => Promise<unknown>>> => ({
      [list]: () => api.keys(project, byName, 1, 50, signal),
      [create]: () => api.createKey(project, "backup", signal),
      [remove]: () => api.deleteKeys([keyId], signal),
    });

    describe("401 about a project", () => {
      for (const route of [list, create, remove]) {
        it(`is somebody else's project where the account is signed in: ${route.split("?")[0]}`, async () => {
          const api = await serve({ [route]: json(project401, 401), [projects]: json([]) });
          const error = await scene.failure(about(api)[route]!());
          assert.deepEqual([error.code, error.status, error.outside], ["no-access", 401, project401.error]);
          assert.deepEqual(routes(), [route, projects]);
        });

        it(`is the end of the session where it is not: ${route.split("?")[0]}`, async () => {
          const over = refusing(401, "unauthorized: console service: sql: no rows in result set");
          const api = await serve({ [route]: over, [projects]: over });
          assert.equal(await scene.codeOf(about(api)[route]!()), "signed-out");
          assert.deepEqual(routes(), [route, projects]);
        });
      }

      it("is not known where the second request fails", async () => {
        for (const [fault, code] of [
          [refusing(429), "too-many"],
          [refusing(500), "server"],
          [webAppPage, "not-console"],
        ] as const) {
          const api = await serve({ [list]: json(project401, 401), [projects]: fault });
          assert.equal(await scene.codeOf(api.keys(project, byName, 1, 50)), code);
        }
      });

      it("is not asked about any more where it is cancelled", async () => {
        const reason = new Error("the person has cancelled");
        const cancelling = new AbortController();
        const refused = json(project401, 401);
        const api = await serve({
          [list]: (response, request) => {
            response.on("finish", () => cancelling.abort(reason));
            refused(response, request);
          },
          [projects]: json([]),
        });
        await assert.rejects(about(api, cancelling.signal)[list]!(), reason);
      });
    });

    describe("a page", () => {
      it("has no keys where there are none", async () => {
        const api = await serve({ [list]: json(page(null, 0)) });
        assert.deepEqual(await api.keys(project, byName, 2, 50), { keys: [], total: 0 });
      });

      it("behind the last one has none either, and says how many there are: a second request", async () => {
        const api = await serve({ [list]: [refusing(behindLast, "page is out of range"), json(page([keyInfo()], 100))] });
        assert.deepEqual(await api.keys(project, { ...byName, search: "a" }, 3, 50), { keys: [], total: 100 });
        assert.deepEqual(routes(), [list, list]);
        const { search, limit, page: number } = Object.fromEntries(new URL(scene.requests[1]!.path, "http://x").searchParams);
        assert.deepEqual([search, limit, number], ["a", "1", "1"]);
      });

      it("fails where it is not behind the last one", async () => {
        const failing = refusing(behindLast, "no database");
        const api = await serve({ [list]: [failing, json(page([keyInfo()], 101))] });
        assert.equal((await scene.failure(api.keys(project, byName, 3, 50))).outside, "no database");
        const first = await serve({ [list]: failing });
        assert.equal((await scene.failure(first.keys(project, byName, 1, 50))).outside, "no database");
        assert.equal(scene.requests.length, 1);
        const second = await serve({ [list]: [failing, refusing(429)] });
        assert.equal(await scene.codeOf(second.keys(project, byName, 3, 50)), "too-many");
      });
    });

    describe("a refusal to make a key", () => {
      it("is a taken name where the console says so", async () => {
        const { code, status } = await scene.failure((await serve({ [create]: refusing(409) })).createKey(project, "backup"));
        assert.deepEqual([code, status, routes()], ["name-taken", 409, [create]]);
      });

      it("is a taken name where 500 comes and the list has it", async () => {
        const api = await serve({ [create]: refusing(500), [list]: json(page([keyInfo(otherKeyId, "backup 2"), keyInfo()], 2)) });
        assert.equal(await scene.codeOf(api.createKey(project, "backup")), "name-taken");
        assert.deepEqual(routes(), [create, list]);
        assert.equal(new URL(scene.requests.at(-1)!.path, "http://x").searchParams.get("search"), "backup");
      });

      it("is a taken name also where the name has wildcards in it", async () => {
        const api = await serve({ [create]: refusing(500), [list]: json(page([keyInfo(keyId, "a\\%_b")], 1)) });
        assert.equal(await scene.codeOf(api.createKey(project, "a\\%_b")), "name-taken");
        assert.equal(new URL(scene.requests.at(-1)!.path, "http://x").searchParams.get("search"), "a_%_b");
      });

      it("is a failure where 500 comes and the list has it not", async () => {
        const api = await serve({ [create]: refusing(500, "no database"), [list]: json(page([keyInfo(keyId, "Backup")], 1)) });
        const error = await scene.failure(api.createKey(project, "backup"));
        assert.deepEqual([error.code, error.outside], ["server", "no database"]);
        const listless = await serve({ [create]: refusing(500), [list]: refusing(503) });
        assert.equal((await scene.failure(listless.createKey(project, "backup"))).status, 503);
        const proxied = await serve({ [create]: refusing(502) });
        assert.equal(await scene.codeOf(proxied.createKey(project, "backup")), "server");
        assert.deepEqual(routes(), [create]);
      });
    });

    it("is a key that is gone where its deletion is 404", async () => {
      assert.equal(await scene.codeOf((await serve({ [remove]: refusing(404) })).deleteKeys([keyId])), "gone");
      const nobody: Fault = (response) => void response.writeHead(404).end("404 page not found");
      assert.equal(await scene.codeOf((await serve({ [remove]: nobody })).deleteKeys([keyId])), "not-console");
    });

    it("is no deletion where a page answers with 200", async () => {
      const bare: Fault = (response) => void response.writeHead(200, { "Content-Type": "text/html" }).end();
      const words: Fault = (response) => void response.writeHead(200).end("OK");
      for (const fault of [webAppPage, bare, words]) {
        assert.equal(await scene.codeOf((await serve({ [remove]: fault })).deleteKeys([keyId])), "not-console");
      }
      const nothing: Fault = (response) => void response.writeHead(204).end();
      for (const fault of [empty, json(null), json({}), nothing]) await (await serve({ [remove]: fault })).deleteKeys([keyId]);
    });

    it("is a wrong ID where it is no UUID, which is not sent", async () => {
      const api = await serve({});
      for (const id of ["", "..", "../../auth/logout", `${project}?x`, `${project}/`, project.slice(1), `${project}\n`]) {
        const asking = [
          () => api.keys(id, byName, 1, 50),
          () => api.createKey(id, "backup"),
          () => api.deleteKeys([keyId, id]),
          () => api.projectFacts(id),
        ];
        for (const ask of asking) assert.equal(await scene.codeOf(ask()), "invalid", id);
      }
      assert.deepEqual(scene.requests, []);
    });
  });

  describe(`a hostile answer of ${name}`, () => {
    const scene = new Scene();
    afterEach(() => scene.stop());

    const codeOf = async (route: string, answer: unknown, ask: (api: ConsoleApi) => Promise<unknown>) =>
      scene.codeOf(ask(open(await scene.serve({ [configRoute]: json(config()), [route]: json(answer) }))));

    const oddKeys: object[] = [
      { id: undefined },
      { id: 7 },
      { id: "../../x" },
      { id: `${keyId}\n` },
      { name: undefined },
      { name: { toString: 1 } },
      { name: "x".repeat(1025) },
      { creatorEmail: 7 },
      { creatorEmail: "x".repeat(1025) },
    ];

    it("is none of a console's: keys", async () => {
      const pages: unknown[] = [
        null,
        [],
        {},
        page(null, -1),
        page(null, 1.5),
        page(null, Number.MAX_VALUE),
        { apiKeys: [] },
        { apiKeys: "none", totalCount: 0 },
        page([null], 1),
        page([[]], 1),
        // More than was asked for, and one of them twice.
        page([keyInfo(), keyInfo(otherKeyId), keyInfo(project)], 3),
        page([keyInfo(), keyInfo(keyId.toUpperCase())], 2),
        ...oddKeys.map((odd) => page([{ ...keyInfo(), ...odd }], 1)),
      ];
      for (const answer of pages) assert.equal(await codeOf(list, answer, (api) => api.keys(project, byName, 1, 2)), "not-console");
    });

    it("may have no time, or one that can't be read, and more than is known", async () => {
      for (const createdAt of [undefined, null, "yesterday", 7, "0001-01-01T00:00:00Z", "9999-99-99T00:00:00Z"]) {
        const api = open(await scene.serve({ [list]: json({ ...page([{ ...keyInfo(), createdAt, more: {} }], 1), more: [] }) }));
        assert.deepEqual(await api.keys(project, byName, 1, 2), { keys: [{ ...listed(), createdAt: undefined }], total: 1 });
      }
    });

    it("is none of a console's: projects", async () => {
      const one = { id: keyId, publicId: project, name: "Empty" };
      const odd: unknown[] = [
        ...[{}, "", [null], [{}], [one, one]],
        [{ ...one, [projectId]: "../../x" }],
        [{ ...one, [projectId]: undefined }],
        [{ ...one, name: 7 }],
        [{ ...one, name: "x".repeat(1025) }],
        ...(projectId === "id" ? [[{ ...one, edgeURLOverrides: { authService: 7 } }], [{ ...one, edgeURLOverrides: "x" }]] : []),
      ];
      for (const answer of odd) assert.equal(await codeOf(projects, answer, (api) => api.projects()), "not-console", JSON.stringify(answer).slice(0, 80));
      const many = Array.from({ length: 10_001 }, (_, at) => ({ ...one, [projectId]: project.replace(/^.{5}/, String(10_000 + at)) }));
      assert.equal(await codeOf(projects, many, (api) => api.projects()), "not-console");
      const api = open(await scene.serve({ [projects]: json(many.slice(1)) }));
      assert.equal((await api.projects()).length, 10_000);
    });

    it("is none of a console's: a key that is no API key, or a part of another one", async () => {
      const restricted = serializeApiKey(restrictApiKey(demoRootKey(), readOnly, []));
      const made = { key: apiKey, keyInfo: keyInfo() };
      const odd: unknown[] = [
        ...["", null, {}, { keyInfo: keyInfo() }, { key: apiKey }],
        ...["", "1", restricted, `${apiKey}x`, apiKey.slice(0, -1), ` ${apiKey}`, "x".repeat(2000)].map((key) => ({ ...made, key })),
        ...oddKeys.map((more) => ({ ...made, keyInfo: { ...keyInfo(), ...more } })),
      ];
      for (const answer of odd) assert.equal(await codeOf(create, answer, (api) => api.createKey(project, "backup")), "not-console");
    });

    it("is quoted in no error", async () => {
      leaks.guard(apiKey);
      const echo: Fault = (response, request) => {
        const sent = [request.headers.cookie, request.headers.authorization, request.headers["x-csrf-token"], apiKey].join(" ");
        response.writeHead(400).end(JSON.stringify({ error: sent }));
      };
      const api = open(await scene.serve({ [configRoute]: json(config()), [create]: echo }));
      const { code, outside } = await scene.failure(api.createKey(project, "backup"));
      assert.equal(code, "invalid");
      assert.match(outside ?? "", /‹redacted/);
    });
  });
}
