import assert from "node:assert/strict";
import { signedIn } from "./clientOfConsole";
import { askConsole, contentType, json, RawConsole, refusal, told } from "./rawConsole";
import { describedAs, itGiven } from "./subject";

interface RawProject {
  readonly id: string;
  readonly name: string;
  readonly memberCount: number;
  readonly createdAt: string;
  readonly hasManagedPassphrase: boolean;
  readonly edgeURLOverrides?: Readonly<Record<string, string>>;
}

interface RawConfig {
  readonly hasManagedPassphrase: boolean;
  readonly encryptPath: boolean;
  readonly passphrase?: string;
  readonly role: number;
  readonly salt: string;
  readonly membersCount: number;
}

const noRows = "unauthorized: console service: sql: no rows in result set";
const noMembership = "unauthorized: no membership: You are not authorized to perform this action";
const base64 = (salt: string): string => Buffer.from(salt, "hex").toString("base64");

describe("contract: the projects of a console", () => {
  const who = ["consoleURL", "email", "password", "projects"] as const;
  const path = "/api/v0/projects";

  itGiven(who, "come by name, with their public IDs", async (given) => {
    const answer = await (await RawConsole.signedIn(given, given.email)).ask("GET", path);
    assert.equal(contentType(answer), json);
    const projects = told(answer) as readonly RawProject[];
    const expected = given.projects.map(({ publicId, name }) => [name, publicId]).sort();
    assert.deepEqual(projects.map(({ id, name }) => [name, id]), expected);
    for (const { createdAt } of projects) assert.ok(Date.parse(createdAt) <= Date.now());
  });

  itGiven([...who, "memberEmail"], "are each member's own", async (given) => {
    const projects = told(await (await RawConsole.signedIn(given, given.memberEmail)).ask("GET", path)) as readonly RawProject[];
    assert.deepEqual(projects.map(({ id, memberCount }) => [id, memberCount]), [[given.projects[0]?.publicId, 2]]);
  });

  itGiven([...who, "mfaEmail", "mfaCode"], "are none for who is in none", async ({ consoleURL, mfaEmail, mfaCode, password }) => {
    const console = await RawConsole.open(consoleURL);
    assert.equal((await console.signIn({ email: mfaEmail, password, mfaPasscode: mfaCode })).status, 200);
    assert.deepEqual(told(await console.ask("GET", path)), []);
  });

  itGiven(who, "have a salt, which two places tell", async (given) => {
    const console = await RawConsole.signedIn(given, given.email);
    for (const { publicId, salt } of given.projects) {
      const alone = await console.ask("GET", `${path}/${publicId}/salt`);
      assert.deepEqual([contentType(alone), told(alone)], [json, base64(salt)]);
      assert.equal((told(await console.ask("GET", `${path}/${publicId}/config`)) as RawConfig).salt, base64(salt));
    }
  });

  itGiven([...who, "memberEmail"], "tell what a member is, and how grants are made", async (given) => {
    const shared = given.projects[0]?.publicId ?? "";
    for (const [email, role] of [[given.email, 0], [given.memberEmail, 1]] as const) {
      const answer = await (await RawConsole.signedIn(given, email)).ask("GET", `${path}/${shared}/config`);
      assert.equal(contentType(answer), json);
      const config = told(answer) as RawConfig;
      assert.deepEqual([config.role, config.membersCount], [role, 2], email);
      assert.equal(config.encryptPath, !config.hasManagedPassphrase);
      assert.equal(config.passphrase !== undefined, config.hasManagedPassphrase);
    }
  });

  itGiven([...who, "memberEmail"], "tell nobody else", async (given) => {
    const [member, owner] = [await RawConsole.signedIn(given, given.memberEmail), await RawConsole.signedIn(given, given.email)];
    for (const what of ["salt", "config"]) {
      const of = (project: string) => `${path}/${project}/${what}`;
      assert.deepEqual(refusal(await member.ask("GET", of(given.projects[1]?.publicId ?? ""))), [401, noMembership]);
      assert.deepEqual(refusal(await owner.ask("GET", of("00000000-0000-0000-0000-000000000001"))), [401, noRows]);
      assert.equal((await owner.ask("GET", of("zzz"))).status, 400);
      assert.equal((await askConsole(given.consoleURL, "GET", of(given.projects[0]?.publicId ?? ""))).status, 401);
    }
  });

  describe("with edge services of their own", () => {
    describedAs({ edge: true });

    itGiven([...who, "edge", "authURL"], "name them", async (given) => {
      const projects = told(await (await RawConsole.signedIn(given, given.email)).ask("GET", path)) as readonly RawProject[];
      const edge = projects.find(({ name }) => name === given.projects[0]?.name)?.edgeURLOverrides ?? {};
      assert.deepEqual(Object.keys(edge).sort(), ["authService", "gatewayEndpoint", "internalLinksharing", "publicLinksharing"]);
      assert.equal(edge["authService"], given.authURL);
      for (const url of Object.values(edge)) assert.ok(URL.canParse(url), url);
      const { authService, publicLinksharing, gatewayEndpoint: gateway } = edge;
      const found = await (await signedIn(given, given.email)).projects();
      assert.deepEqual(found.find(({ name }) => name === given.projects[0]?.name)?.edge, { authService, publicLinksharing, gateway });
    });
  });

  describe("whose passphrase the satellite keeps", () => {
    describedAs({ console: { managed: ["Kept"] } });

    itGiven([...who, "managed"], "say so, and tell it to members", async (given) => {
      const console = await RawConsole.signedIn(given, given.email);
      const projects = told(await console.ask("GET", path)) as readonly RawProject[];
      const kept = projects.filter(({ hasManagedPassphrase }) => hasManagedPassphrase);
      assert.deepEqual(kept.map(({ name }) => name), given.managed);
      for (const { id } of kept) {
        const { hasManagedPassphrase, encryptPath, passphrase } = told(await console.ask("GET", `${path}/${id}/config`)) as RawConfig;
        assert.deepEqual([hasManagedPassphrase, encryptPath], [true, false]);
        assert.ok(passphrase !== undefined && passphrase !== "");
      }
    });
  });
});
