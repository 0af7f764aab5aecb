import assert from "node:assert/strict";
import { parseApiKey } from "../../src/grant";
import { callerTo, works } from "./access";
import { askConsole, contentType, json, type RawAnswer, RawConsole, type RawRequest, refusal, told } from "./rawConsole";
import { keyQuery, namesOf, type RawCreated, type RawPage, withKeys } from "./rawKeys";
import { itGiven, type Subject } from "./subject";

const who = ["consoleURL", "restApiKey", "projects"] as const;
const noUuid = "00000000-0000-0000-0000-000000000000";

type Ask = (method: string, path: string, request?: RawRequest) => Promise<RawAnswer>;

/** Its API, below one of its two roots, with the REST API key. */
function generated({ consoleURL, restApiKey }: Pick<Subject, "consoleURL" | "restApiKey">, root = "/public/v1"): Ask {
  const headers = { Authorization: `Bearer ${restApiKey}` };
  return (method, path, request = {}) => askConsole(consoleURL, method, root + path, { ...request, headers });
}

describe("contract: a console's generated API", () => {
  itGiven(who, "gives projects with both of their IDs, below both of its roots", async (given) => {
    const expected = given.projects.map(({ id, publicId, name }) => [name, id, publicId]).sort();
    for (const root of ["/public/v1", "/api/v0"]) {
      const answer = await generated(given, root)("GET", "/projects/");
      assert.equal(contentType(answer), json);
      const projects = told(answer) as readonly { id: string; publicId: string; name: string }[];
      assert.deepEqual(projects.map(({ id, publicId, name }) => [name, id, publicId]), expected);
    }
  });

  itGiven([...who, "memberEmail", "password"], "takes a session as well", async (given) => {
    const member = await RawConsole.signedIn(given, given.memberEmail);
    const projects = told(await member.ask("GET", "/public/v1/projects/")) as readonly { publicId: string }[];
    assert.deepEqual(projects.map(({ publicId }) => publicId), [given.projects[0]?.publicId]);
  });

  itGiven(["consoleURL"], "rids whom it does not know of the session", async ({ consoleURL }) => {
    const unknown = { Authorization: "Bearer 00000000-0000-0000-0000-000000000001" };
    const invalid = "rest keys service: invalid key: invalid account management api key";
    const none = "authorization key format is incorrect. Should be 'Bearer <key>'";
    for (const [headers, text] of [[{}, none], [{ Authorization: "Basic abc" }, none], [unknown, invalid]] as const) {
      const answer = await askConsole(consoleURL, "GET", "/public/v1/projects/", { headers });
      assert.deepEqual([refusal(answer), contentType(answer)], [[401, text], json]);
      assert.deepEqual(answer.cookies.map((cookie) => cookie.split(";")[0]), ["_tokenKey=", "_session_expiry="]);
    }
  });

  itGiven(who, "is not for other pages to read", async (given) => {
    assert.equal((await generated(given)("GET", "/projects/")).headers.get("Access-Control-Allow-Origin"), null);
  });

  itGiven(who, "lists API keys to who searches for something", async (given) => {
    const { id, publicId } = given.projects[0]!;
    const list = (project: string, query: Parameters<typeof keyQuery>[0]) =>
      generated(given)("GET", `/projects/apikeys/${project}?${keyQuery(query)}`);
    const answer = await list(publicId, { search: "%", limit: 2 });
    assert.equal(contentType(answer), json);
    const { apiKeys, totalCount } = told(answer) as RawPage;
    assert.ok(totalCount >= 5);
    assert.equal(apiKeys?.length, 2);
    for (const { projectId, projectPublicId } of apiKeys) assert.deepEqual([projectId, projectPublicId], [publicId, publicId]);
    assert.equal((told(await list(id, { search: "%", limit: 1 })) as RawPage).apiKeys?.[0]?.projectId, id);
    assert.deepEqual(refusal(await list(publicId, {})), [400, "parameter 'search' can't be empty"]);
    const outOfRange = "console service: api key request: page is out of range";
    assert.deepEqual(refusal(await list(publicId, { search: "%", page: 99 })), [400, outOfRange]);
    assert.equal((await list("00000000-0000-0000-0000-000000000001", { search: "%" })).status, 401);
  });

  const withOwner = [...who, "email", "password", "satelliteNodeURL"] as const;

  itGiven(withOwner, "makes API keys, and deletes them as often as one likes", async (given) => {
    const { publicId } = given.projects[1]!;
    const ask = generated(given);
    const body = JSON.stringify({ projectID: publicId, name: "generated" });
    const answer = await ask("POST", "/apikeys/create", { body });
    const { key, keyInfo } = told(answer) as RawCreated;
    try {
      assert.equal(contentType(answer), json);
      assert.deepEqual([keyInfo.projectId, keyInfo.projectPublicId, keyInfo.creatorEmail], [publicId, noUuid, ""]);
      assert.equal(await works(callerTo(given.satelliteNodeURL, parseApiKey(key))), "ok");
      const taken = "conflict detected: An API Key with this name already exists in this project, please use a different name";
      assert.deepEqual(refusal(await ask("POST", "/apikeys/create", { body })), [409, taken]);
      assert.deepEqual(await namesOf(await RawConsole.signedIn(given, given.email), publicId), ["generated"]);
    } finally {
      for (const time of ["first", "second"]) {
        const deleted = await ask("DELETE", `/apikeys/delete/${keyInfo.id}`);
        assert.deepEqual([deleted.status, deleted.text, contentType(deleted)], [200, "", json], time);
      }
    }
    assert.deepEqual(await namesOf(await RawConsole.signedIn(given, given.email), publicId), []);
  });

  itGiven(withOwner, "deletes what the other API made", async (given) => {
    const owner = await RawConsole.signedIn(given, given.email);
    const { publicId } = given.projects[1]!;
    await withKeys(owner, publicId, ["made"], async ([created]) => {
      assert.equal((await generated(given)("DELETE", `/apikeys/delete/${created!.keyInfo.id}`)).status, 200);
      assert.deepEqual(await namesOf(owner, publicId), []);
    });
  });

  itGiven(who, "refuses what it can't read", async (given) => {
    const ask = generated(given);
    assert.equal((await ask("POST", "/apikeys/create", { body: "zzz" })).status, 400);
    assert.equal((await ask("DELETE", "/apikeys/delete/zzz")).status, 400);
  });
});
