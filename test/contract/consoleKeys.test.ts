import assert from "node:assert/strict";
import { parseApiKey } from "../../src/grant";
import { projectInfo } from "../../src/satellite/metainfo";
import { callerTo, works } from "./access";
import { contentType, plain, RawConsole, refusal, told } from "./rawConsole";
import {
  askForKey,
  createKey,
  deleteKeys,
  keyQuery,
  listKeys,
  namesOf,
  type RawCreated,
  type RawKey,
  type RawPage,
  withKeys,
} from "./rawKeys";
import { describedAs, itGiven, type Subject } from "./subject";

const who = ["consoleURL", "email", "password", "projects"] as const;
const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;
const noUuid = "00000000-0000-0000-0000-000000000000";
const unknown = "00000000-0000-0000-0000-000000000001";
const malformed = [400, "uuid: invalid string length 3 expected 32 or 36 depending if it's formatted with dashes"];
const noRows = "console service: sql: no rows in result set";
const noMembership = "unauthorized: no membership: You are not authorized to perform this action";

/** The public IDs of the first two projects. */
const projectsOf = ({ projects }: Pick<Subject, "projects">): [shared: string, empty: string] =>
  projects.slice(0, 2).map(({ publicId }) => publicId) as [string, string];

describe("contract: the API keys of a project", () => {
  itGiven([...who, "apiKeys"], "come in pages, all of them once", async (given) => {
    const [shared] = projectsOf(given);
    const console = await RawConsole.signedIn(given, given.email);
    const all = told(await listKeys(console, shared, { limit: 300 })) as RawPage;
    const names = all.apiKeys?.map(({ name }) => name) ?? [];
    assert.ok(names.length >= given.apiKeys.length);
    assert.deepEqual(names, [...names].sort());
    const limit = 2 + Math.floor(names.length / 4);
    const pageCount = Math.ceil(names.length / limit);
    const found: string[] = [];
    for (let page = 1; page <= pageCount; page++) {
      const answer = await listKeys(console, shared, { limit, page });
      assert.equal(contentType(answer), plain);
      const { apiKeys, ...facts } = told(answer) as RawPage;
      const counted = { search: "", limit, order: 1, orderDirection: 1, pageCount, currentPage: page, totalCount: names.length };
      assert.deepEqual(facts, { ...counted, offset: (page - 1) * limit });
      found.push(...(apiKeys ?? []).map(({ name }) => name));
    }
    assert.deepEqual(found, names);
    assert.deepEqual(refusal(await listKeys(console, shared, { limit, page: pageCount + 1 })), [
      500,
      "console service: api key request: page is out of range",
    ]);
  });

  itGiven(who, "tell who made them and when, of a project as it was asked for", async (given) => {
    const console = await RawConsole.signedIn(given, given.email);
    const { id, publicId } = given.projects[0]!;
    for (const asked of [publicId, id]) {
      const key = (told(await listKeys(console, asked, { limit: 1 })) as RawPage).apiKeys?.[0] as RawKey;
      assert.match(key.id, uuid);
      assert.deepEqual([key.projectId, key.projectPublicId, key.createdBy], [asked, publicId, noUuid]);
      assert.equal(key.creatorEmail, given.email);
      assert.equal(key.version, 5);
      assert.ok(Date.parse(key.createdAt) <= Date.now());
    }
  });

  itGiven(who, "are 300 at once and no more", async (given) => {
    const console = await RawConsole.signedIn(given, given.email);
    assert.equal((told(await listKeys(console, projectsOf(given)[1], { limit: 1000 })) as RawPage).limit, 300);
  });

  itGiven(who, "are null where there are none, on whatever page", async (given) => {
    const console = await RawConsole.signedIn(given, given.email);
    const [shared, empty] = projectsOf(given);
    const nothing = "no such name";
    for (const [project, page, search] of [[empty, 1, ""], [empty, 2, ""], [shared, 1, nothing], [shared, 9, nothing]] as const) {
      const { apiKeys, offset, ...counts } = told(await listKeys(console, project, { page, search })) as RawPage;
      assert.deepEqual([apiKeys, offset], [null, (page - 1) * 50]);
      assert.deepEqual(counts, { search, limit: 50, order: 1, orderDirection: 1, pageCount: 0, currentPage: 0, totalCount: 0 });
    }
  });

  itGiven(who, "come by name or by date, in both directions", async (given) => {
    const console = await RawConsole.signedIn(given, given.email);
    const [, empty] = projectsOf(given);
    await withKeys(console, empty, ["b", "C", "a"], async () => {
      const inOrder = (order: number, orderDirection: number) => namesOf(console, empty, { order, orderDirection });
      assert.deepEqual(await inOrder(1, 1), ["a", "b", "C"], "whatever the case");
      assert.deepEqual(await inOrder(1, 2), ["C", "b", "a"]);
      assert.deepEqual(await inOrder(2, 1), ["b", "C", "a"]);
      assert.deepEqual(await inOrder(2, 2), ["a", "C", "b"]);
    });
  });

  itGiven([...who, "memberEmail"], "come by who made them, too", async (given) => {
    const [shared] = projectsOf(given);
    const [owner, member] = [await RawConsole.signedIn(given, given.email), await RawConsole.signedIn(given, given.memberEmail)];
    await withKeys(member, shared, ["000 of a member"], async () => {
      const inOrder = (orderDirection: number) => namesOf(owner, shared, { order: 3, orderDirection, limit: 300 });
      assert.equal((await inOrder(1)).at(-1), "000 of a member");
      assert.equal((await inOrder(2))[0], "000 of a member");
    });
  });

  itGiven(who, "are searched for a part of the name, with wildcards", async (given) => {
    const console = await RawConsole.signedIn(given, given.email);
    const [, empty] = projectsOf(given);
    await withKeys(console, empty, ["Backup 1", "backup 22", "web.site", "web-site", "50% off"], async () => {
      const found = async (search: string) => [...(await namesOf(console, empty, { search }))].sort();
      assert.deepEqual(await found("BACK"), ["Backup 1", "backup 22"], "whatever the case");
      assert.deepEqual(await found("up 2"), ["backup 22"], "in the middle");
      assert.deepEqual(await found("web.site"), ["web.site"], "a dot is a dot");
      assert.deepEqual(await found("web_site"), ["web-site", "web.site"]);
      assert.deepEqual(await found("b%site"), ["web-site", "web.site"]);
      assert.equal((await found("%")).length, 5);
      assert.deepEqual(await found("(["), []);
      assert.equal((told(await listKeys(console, empty, { search: "backup", limit: 1 })) as RawPage).pageCount, 2);
    });
  });

  itGiven(who, "are asked for in full, in numbers above 0", async (given) => {
    const console = await RawConsole.signedIn(given, given.email);
    const [shared] = projectsOf(given);
    for (const name of ["limit", "page", "order", "orderDirection"]) {
      const ask = (value: string | number) => listKeys(console, shared, { [name]: value });
      assert.deepEqual(refusal(await ask("")), [400, `parameter '${name}' can't be empty`]);
      for (const value of ["x", "-1"]) assert.equal((await ask(value)).status, 400, `${name}=${value}`);
    }
    for (const name of ["limit", "page"]) {
      const zero = refusal(await listKeys(console, shared, { [name]: 0 }));
      assert.deepEqual(zero, [500, `console service: api key request: ${name} cannot be 0`]);
    }
    assert.deepEqual(refusal(await listKeys(console, "xyz")), malformed);
    assert.equal((await console.ask("GET", `/api/v0/api-keys/list-paged?${keyQuery({})}`)).status, 400, "of no project");
  });

  itGiven([...who, "memberEmail"], "are for members alone", async (given) => {
    const [owner, member] = [await RawConsole.signedIn(given, given.email), await RawConsole.signedIn(given, given.memberEmail)];
    const [shared, empty] = projectsOf(given);
    assert.deepEqual(refusal(await listKeys(owner, unknown)), [401, `unauthorized: ${noRows}`]);
    assert.deepEqual(refusal(await listKeys(member, empty)), [401, noMembership]);
    assert.equal((await listKeys(member, shared)).status, 200);
  });
});

describe("contract: making an API key", () => {
  itGiven([...who, "satelliteNodeURL"], "tells it, and it works at once", async (given) => {
    const console = await RawConsole.signedIn(given, given.email);
    const { id, publicId } = given.projects[1]!;
    const answer = await askForKey(console, publicId, "made");
    const { key, keyInfo } = told(answer) as RawCreated;
    try {
      assert.equal(contentType(answer), plain);
      assert.deepEqual([keyInfo.projectId, keyInfo.projectPublicId, keyInfo.creatorEmail, keyInfo.name], [id, noUuid, "", "made"]);
      assert.notEqual(keyInfo.createdBy, noUuid);
      assert.equal(keyInfo.version, 5);
      const info = await projectInfo(callerTo(given.satelliteNodeURL, parseApiKey(key)));
      assert.equal(info.publicId, publicId);
      assert.deepEqual(await namesOf(console, publicId), ["made"]);
    } finally {
      await deleteKeys(console, [keyInfo.id]);
    }
  });

  itGiven(who, "refuses a name that the project has", async (given) => {
    const console = await RawConsole.signedIn(given, given.email);
    const [shared, empty] = projectsOf(given);
    const taken = "validation: An API Key with this name already exists in this project, please use a different name";
    await withKeys(console, empty, ["taken"], async () => {
      assert.deepEqual(refusal(await askForKey(console, empty, "taken")), [500, taken]);
      await withKeys(console, empty, ["Taken"], async () => assert.equal((await namesOf(console, empty)).length, 2));
      await withKeys(console, shared, ["taken"], async () => Promise.resolve());
    });
  });

  itGiven(who, "takes names of up to 100 characters, as they are", async (given) => {
    const console = await RawConsole.signedIn(given, given.email);
    const [, empty] = projectsOf(given);
    const names = ["x".repeat(100), "🔑".repeat(100), "", ' "quoted" <b>&amp; ', "säge"];
    await withKeys(console, empty, names, async () => {
      assert.deepEqual([...(await namesOf(console, empty))].sort(), [...names].sort());
    });
    for (const name of ["x".repeat(101), "🔑".repeat(101)]) {
      assert.deepEqual(refusal(await askForKey(console, empty, name)), [400, "validation: field length exceeds maximum length 100"]);
    }
  });

  itGiven([...who, "memberEmail"], "is for members alone", async (given) => {
    const [owner, member] = [await RawConsole.signedIn(given, given.email), await RawConsole.signedIn(given, given.memberEmail)];
    const [, empty] = projectsOf(given);
    assert.deepEqual(refusal(await askForKey(owner, unknown, "x")), [401, `unauthorized: ${noRows}`]);
    assert.deepEqual(refusal(await askForKey(member, empty, "x")), [401, noMembership]);
    assert.deepEqual(refusal(await askForKey(owner, "xyz", "x")), malformed);
  });
});

describe("contract: deleting API keys", () => {
  itGiven(who, "deletes all, or none", async (given) => {
    const console = await RawConsole.signedIn(given, given.email);
    const [, empty] = projectsOf(given);
    await withKeys(console, empty, ["1", "2", "3"], async (created) => {
      const [one, two, three] = created.map(({ keyInfo: { id } }) => id) as [string, string, string];
      const answer = await deleteKeys(console, [one, two]);
      assert.deepEqual([answer.status, answer.text, contentType(answer)], [200, "", null]);
      assert.deepEqual(await namesOf(console, empty), ["3"]);
      for (const ids of [[one], [three, one], [one, three]]) assert.deepEqual(refusal(await deleteKeys(console, ids)), [500, noRows]);
      assert.deepEqual(refusal(await deleteKeys(console, [three, "zzz"])), malformed);
      assert.deepEqual(await namesOf(console, empty), ["3"]);
      assert.equal((await deleteKeys(console, [])).status, 200, "none");
      assert.equal((await deleteKeys(console, [three])).status, 200);
    });
    assert.equal((await console.ask("DELETE", "/api/v0/api-keys/delete-by-ids", { body: "zzz" })).status, 400);
  });

  itGiven([...who, "memberEmail"], "is for who made them, and for the owner", async (given) => {
    const [owner, member] = [await RawConsole.signedIn(given, given.email), await RawConsole.signedIn(given, given.memberEmail)];
    const [shared, empty] = projectsOf(given);
    const forbidden = "console service: insufficient access rights: you do not have permission to delete this API key: the owner's";
    await withKeys(owner, shared, ["the owner's"], async ([owners]) => {
      await withKeys(member, shared, ["a member's", "another"], async ([members, another]) => {
        const [mine, theirs] = [members!.keyInfo.id, owners!.keyInfo.id];
        assert.deepEqual(refusal(await deleteKeys(member, [mine, theirs])), [403, forbidden]);
        assert.equal((await namesOf(member, shared, { search: "'s" })).length, 2, "none was deleted");
        assert.equal((await deleteKeys(member, [mine])).status, 200);
        assert.equal((await deleteKeys(owner, [another!.keyInfo.id])).status, 200);
      });
    });
    await withKeys(owner, empty, ["of a project that is not the member's"], async ([created]) => {
      assert.deepEqual(refusal(await deleteKeys(member, [created!.keyInfo.id])), [401, noMembership]);
    });
  });

  /** What the satellite says of an API key that was deleted, after it was used or not. */
  async function afterwards(given: Pick<Subject, (typeof who)[number] | "satelliteNodeURL">, wasUsed: boolean): Promise<string> {
    const console = await RawConsole.signedIn(given, given.email);
    const { key, keyInfo } = await createKey(console, projectsOf(given)[1], "soon gone");
    const caller = callerTo(given.satelliteNodeURL, parseApiKey(key));
    if (wasUsed) assert.equal(await works(caller), "ok");
    assert.equal((await deleteKeys(console, [keyInfo.id])).status, 200);
    return works(caller);
  }

  itGiven([...who, "satelliteNodeURL"], "ends one at once that was never used", async (given) => {
    assert.equal(await afterwards(given, false), "unauthorized");
  });

  itGiven([...who, "satelliteNodeURL", "remembers"], "ends one later that was in use", async (given) => {
    assert.equal(await afterwards(given, true), "ok");
  });

  describe("where the satellite remembers nothing", () => {
    describedAs({ cacheMs: 0 });

    itGiven([...who, "satelliteNodeURL", "forgets"], "ends one at once that was in use", async (given) => {
      assert.equal(await afterwards(given, true), "unauthorized");
    });
  });
});
