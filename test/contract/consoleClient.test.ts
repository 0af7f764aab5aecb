import assert from "node:assert/strict";
import { hex, parseApiKey } from "../../src/grant";
import {
  type ConsoleApi,
  consoleConfig,
  type CreatedKey,
  type KeyQuery,
  restKeyApi,
  sessionApi,
  signInWithPassword,
} from "../../src/satellite/console";
import { callerTo, works } from "./access";
import { accessTo, outcomeOf, outcomesOf, signedIn, signingIn } from "./clientOfConsole";
import { itGiven, type Subject } from "./subject";

const minute = 60_000;
const week = 7 * 24 * 60 * minute;
const isAbout = (moment: number, fromNow: number): boolean => Math.abs(moment - Date.now() - fromNow) < minute;
const byName: KeyQuery = { order: "name", isDescending: false, search: "" };
const unknown = "00000000-0000-0000-0000-000000000001";

/** The public IDs of the first two projects. */
const projectsOf = ({ projects }: Pick<Subject, "projects">): [shared: string, empty: string] =>
  projects.slice(0, 2).map(({ publicId }) => publicId) as [string, string];

/** What `test` does with some API keys of those names, which then go again. */
async function withKeys(
  api: ConsoleApi,
  project: string,
  names: readonly string[],
  test: (keys: readonly CreatedKey[]) => Promise<void>,
): Promise<void> {
  const created: CreatedKey[] = [];
  try {
    for (const name of names) created.push(await api.createKey(project, name));
    await test(created);
  } finally {
    const { keys } = await api.keys(project, byName, 1, 300);
    const ids = created.map(({ listed: { id } }) => id);
    await api.deleteKeys(keys.map(({ id }) => id).filter((id) => ids.includes(id)));
  }
}

describe("contract: our client of consoles", () => {
  const who = ["consoleURL", "email", "password"] as const;

  itGiven(["consoleURL", "satelliteNodeURL"], "reads what a console tells everybody", async ({ consoleURL, satelliteNodeURL }) => {
    const config = await consoleConfig(accessTo(consoleURL));
    assert.equal(config.nodeUrl, satelliteNodeURL);
    assert.deepEqual([config.hasCaptcha, config.hasSso, config.hasRestKeys], [false, false, true]);
  });

  itGiven(["authURL"], "knows that another service is no console", async ({ authURL }) => {
    assert.equal(await outcomeOf(consoleConfig(accessTo(authURL))), "not-console");
    assert.equal(await signingIn(authURL, { email: "alice@example.test", password: "x" }), "not-console");
    assert.equal(await outcomeOf(restKeyApi(accessTo(authURL), unknown).projects()), "not-console");
  });

  itGiven(who, "signs in for a week", async ({ consoleURL, email, password }) => {
    const { token, expiresAt } = await signInWithPassword(accessTo(consoleURL), { email, password });
    assert.ok(isAbout(expiresAt, week));
    assert.ok((await sessionApi(accessTo(consoleURL), token).projects()).length > 0);
  });

  itGiven([...who, "memberEmail"], "tells wrong credentials", async ({ consoleURL, memberEmail, password }) => {
    assert.equal(await signingIn(consoleURL, { email: memberEmail, password: `${password}x` }), "wrong-credentials");
    assert.equal(await signingIn(consoleURL, { email: `nobody-${memberEmail}`, password }), "wrong-credentials");
    assert.equal(await signingIn(consoleURL, { email: memberEmail, password }), "ok");
  });

  itGiven(["consoleURL", "mfaEmail", "mfaCode", "password"], "tells that a passcode is needed, and gives it", async (given) => {
    const account = { email: given.mfaEmail, password: given.password };
    assert.equal(await signingIn(given.consoleURL, account), "mfa-needed");
    assert.equal(await signingIn(given.consoleURL, { ...account, mfa: { passcode: given.mfaCode } }), "ok");
  });

  itGiven(who, "prolongs a session, which then lasts half an hour, and ends it", async (given) => {
    const api = await signedIn(given, given.email);
    assert.ok(isAbout(await api.refresh(), 30 * minute));
    await api.signOut();
    const outcomes = await outcomesOf([api.projects(), api.refresh(), api.signOut()]);
    assert.deepEqual(outcomes, ["signed-out", "signed-out", "signed-out"]);
  });

  itGiven([...who, "projects"], "tells a session that is over from a project that is not one's own", async (given) => {
    const [shared, empty] = projectsOf(given);
    const tokens = ["abc.def", "AAAAAAAAAAAAAAAAAAAAAA==.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="];
    const none = [...tokens.map((token) => sessionApi(accessTo(given.consoleURL), token)), restKeyApi(accessTo(given.consoleURL), unknown)];
    for (const api of none) {
      const calls = [api.projects(), api.keys(shared, byName, 1, 50), api.createKey(shared, "x"), api.deleteKeys([unknown])];
      assert.deepEqual(new Set(await outcomesOf(calls)), new Set(["signed-out"]));
    }
    const owner = await signedIn(given, given.email);
    for (const project of [unknown, shared.replace(/^./, (digit) => (digit === "0" ? "1" : "0"))]) {
      const calls = [owner.keys(project, byName, 1, 50), owner.createKey(project, "x"), owner.projectFacts(project)];
      assert.deepEqual(new Set(await outcomesOf(calls)), new Set(["no-access"]));
    }
    assert.equal(await outcomeOf(owner.keys(empty, byName, 1, 50)), "ok");
  });

  itGiven([...who, "memberEmail", "projects"], "tells a member what is not the member's", async (given) => {
    const [owner, member] = [await signedIn(given, given.email), await signedIn(given, given.memberEmail)];
    const [shared, empty] = projectsOf(given);
    const calls = [member.keys(empty, byName, 1, 50), member.createKey(empty, "x"), member.projectFacts(empty)];
    assert.deepEqual(new Set(await outcomesOf(calls)), new Set(["no-access"]));
    await withKeys(owner, shared, ["the owner's"], async ([key]) => {
      assert.equal(await outcomeOf(member.deleteKeys([key!.listed.id])), "forbidden");
      assert.equal((await owner.keys(shared, { ...byName, search: "the owner's" }, 1, 50)).total, 1);
    });
  });

  itGiven([...who, "projects"], "reads how grants are made for a project", async (given) => {
    const api = await signedIn(given, given.email);
    for (const { publicId, salt } of given.projects) {
      const facts = await api.projectFacts(publicId);
      assert.ok(facts);
      assert.equal(hex(facts.salt), salt);
      assert.equal(facts.encryptsPaths, !facts.hasManagedPassphrase);
    }
  });

  itGiven([...who, "projects"], "does not delete some of several, where one is gone", async (given) => {
    const api = await signedIn(given, given.email);
    const [, empty] = projectsOf(given);
    assert.ok(api.deletesAllOrNone);
    await withKeys(api, empty, ["a", "b"], async ([a, b]) => {
      await api.deleteKeys([a!.listed.id]);
      assert.equal(await outcomeOf(api.deleteKeys([b!.listed.id, a!.listed.id])), "server");
      assert.deepEqual((await api.keys(empty, byName, 1, 50)).keys.map(({ name }) => name), ["b"]);
    });
  });

  itGiven(["consoleURL", "restApiKey", "projects"], "deletes what is gone with a REST API key", async (given) => {
    const api = restKeyApi(accessTo(given.consoleURL), given.restApiKey);
    const [, empty] = projectsOf(given);
    assert.ok(!api.deletesAllOrNone);
    await withKeys(api, empty, ["a"], async ([a]) => {
      await api.deleteKeys([a!.listed.id]);
      assert.equal(await outcomeOf(api.deleteKeys([a!.listed.id])), "ok");
    });
    assert.equal(await api.projectFacts(empty), undefined);
  });

  itGiven(who, "is cancelled", async (given) => {
    const { token } = await signInWithPassword(accessTo(given.consoleURL), given);
    const controller = new AbortController();
    const asking = sessionApi(accessTo(given.consoleURL), token).projects(controller.signal);
    controller.abort(new Error("cancelled"));
    await assert.rejects(asking, { message: "cancelled" });
  });
});

const needed = ["consoleURL", "email", "password", "restApiKey", "projects", "satelliteNodeURL"] as const;
type Given = Pick<Subject, (typeof needed)[number]>;

const ways: Readonly<Record<string, (given: Given) => Promise<ConsoleApi>>> = {
  "a session": (given) => signedIn(given, given.email),
  "a REST API key": ({ consoleURL, restApiKey }) => Promise.resolve(restKeyApi(accessTo(consoleURL), restApiKey)),
};

for (const [way, apiOf] of Object.entries(ways)) {
  describe(`contract: our client of consoles, with ${way}`, () => {
    itGiven(needed, "lists projects by name, with their public IDs", async (given) => {
      const projects = await (await apiOf(given)).projects();
      const expected = given.projects.map(({ publicId, name }) => [name, publicId]).sort();
      assert.deepEqual(projects.map(({ id, name }) => [name, id]), expected);
      for (const { createdAt } of projects) assert.ok(createdAt !== undefined && createdAt <= Date.now());
    });

    itGiven(needed, "lists API keys page by page, and none behind the last", async (given) => {
      const api = await apiOf(given);
      const [shared, empty] = projectsOf(given);
      const { keys: all, total } = await api.keys(shared, byName, 1, 300);
      assert.equal(all.length, total);
      const size = Math.ceil(total / 3);
      const found = [1, 2, 3].map(async (page) => (await api.keys(shared, byName, page, size)).keys);
      assert.deepEqual((await Promise.all(found)).flat(), all);
      assert.deepEqual(await api.keys(shared, byName, 4, size), { keys: [], total });
      for (const page of [1, 2]) assert.deepEqual(await api.keys(empty, byName, page, 50), { keys: [], total: 0 });
      for (const { creator, createdAt } of all) {
        assert.equal(creator, given.email);
        assert.ok(createdAt !== undefined && createdAt <= Date.now());
      }
    });

    itGiven(needed, "searches and sorts them", async (given) => {
      const api = await apiOf(given);
      const [, empty] = projectsOf(given);
      await withKeys(api, empty, ["web b", "Web C", "web a", "other"], async () => {
        const names = async (query: Partial<KeyQuery>) => {
          const { keys, total } = await api.keys(empty, { ...byName, search: "web", ...query }, 1, 50);
          assert.equal(total, keys.length);
          return keys.map(({ name }) => name);
        };
        assert.deepEqual(await names({}), ["web a", "web b", "Web C"]);
        assert.deepEqual(await names({ isDescending: true }), ["Web C", "web b", "web a"]);
        assert.deepEqual(await names({ order: "date" }), ["web b", "Web C", "web a"]);
        assert.deepEqual(await names({ order: "date", isDescending: true }), ["web a", "Web C", "web b"]);
        assert.deepEqual(await names({ search: "_eb %" }), ["web a", "web b", "Web C"]);
        assert.deepEqual(await names({ search: "none of them" }), []);
        assert.equal((await names({ search: "" })).length, 4);
      });
    });

    itGiven(needed, "makes an API key that works, and tells a name that is taken", async (given) => {
      const api = await apiOf(given);
      const [, empty] = projectsOf(given);
      await withKeys(api, empty, ["made & <b>", "🔑".repeat(100)], async ([made]) => {
        assert.equal(await works(callerTo(given.satelliteNodeURL, parseApiKey(made!.key))), "ok");
        const { keys } = await api.keys(empty, byName, 1, 50);
        assert.deepEqual(keys.map(({ id, name }) => [id, name])[0], [made!.listed.id, "made & <b>"]);
        assert.equal(await outcomeOf(api.createKey(empty, "made & <b>")), "name-taken");
        assert.equal(await outcomeOf(api.createKey(empty, "🔑".repeat(100))), "name-taken");
        assert.equal((await api.keys(empty, byName, 1, 50)).total, 2);
      });
    });

    itGiven(needed, "deletes several at once", async (given) => {
      const api = await apiOf(given);
      const [, empty] = projectsOf(given);
      await withKeys(api, empty, ["a", "b", "c"], async (created) => {
        await api.deleteKeys(created.slice(1).map(({ listed: { id } }) => id));
        assert.deepEqual((await api.keys(empty, byName, 1, 50)).keys.map(({ name }) => name), ["a"]);
        await api.deleteKeys([]);
        assert.equal((await api.keys(empty, byName, 1, 50)).total, 1);
      });
    });
  });
}
