import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { Services } from "../../src/commands/services";
import { byteString, deriveTenantKey, lineage, parseGrant, restrictGrant, serializeApiKey, type Store, utf8 } from "../../src/grant";
import type { SavedRecord } from "../../src/vault/record";
import { everyday, prefix } from "../support/demoCredentials";
import { type StandIn, startSatellite } from "../support/satellite";
import { call, closeEverything, eventually, leaks, openText, restartExtension } from "./support/extension";
import { Person } from "./support/person";
import { drawn, forgetEverything, lineOf } from "./support/savedGrants";

const hostileBucket = "b\u202e$(gear) [x](command:evil)";
const tenantPassphrase = " Quercus suber montis, 1987";

/** Keys as they can be compared. */
const keysOf = (store: Store): unknown => [store.defaultKey, store.defaultPathCipher, store.entries()];

describe("creating a grant", () => {
  let standIn: StandIn;
  let services: Services;
  let person: Person;

  before(async () => {
    standIn = await startSatellite({ many: 120, names: { buckets: [hostileBucket] } });
    const { apiKeys, rootGrant, nullCipherGrant } = standIn.ready;
    leaks.guard(...apiKeys, rootGrant, nullCipherGrant, tenantPassphrase);
  });
  after(() => standIn.stop());
  beforeEach(async () => {
    services = await restartExtension();
    await forgetEverything(services);
    person = new Person();
    await approve(standIn);
  });
  afterEach(async () => {
    standIn.faults.satellite = undefined;
    await person.leave();
    await forgetEverything(services);
    await vscode.env.clipboard.writeText("");
    await closeEverything();
  });

  /** The person has agreed to this satellite before. */
  const approve = ({ ready: { satelliteID, satelliteNodeURL } }: StandIn): Promise<void> =>
    services.approved.add(satelliteID, satelliteNodeURL.slice(satelliteID.length + 1));
  const key = (): string => standIn.ready.apiKeys[0];
  const savedAs = (label: string): SavedRecord => {
    const record = services.vault.all().find((one) => one.label === label);
    assert.ok(record, `nothing is saved as ${label}`);
    return record;
  };
  const grantSavedAs = (label: string): ReturnType<typeof parseGrant> => {
    const { credential } = savedAs(label);
    assert.ok(credential.kind === "grant");
    return parseGrant(credential.text);
  };
  const saveKey = async (): Promise<void> => {
    await services.vault.save({ kind: "apiKey", text: key() }, { label: "key" });
  };
  const typesPassphrase = async (which: string, passphrase: string): Promise<void> => {
    await person.picks(which, "I type or paste it");
    await person.types("The passphrase. Capitals", passphrase);
    await person.types("The same passphrase once more", passphrase);
  };

  /** Chooses a satellite by its node URL: how it is called then. */
  const typedSatellite = async (nodeUrl: string): Promise<string> => {
    const says = "Which satellite is the API key of?";
    await person.typesInVain(says, nodeUrl);
    const [first = ""] = await person.choices(says);
    await person.types(says, nodeUrl);
    return first;
  };

  /** Answers every question for a grant of the whole project, up to its name. */
  const answersAll = async (passphrase: string, names: "Encrypted" | "Not encrypted" = "Encrypted"): Promise<void> => {
    await person.picks("A grant for what?", "All that the API key may reach");
    await person.types("Which satellite is the API key of?", standIn.ready.satelliteNodeURL);
    await typesPassphrase("The passphrase that encrypts", passphrase);
    await person.picks("The names of objects", names);
    if (names === "Not encrypted") await person.presses("Make a grant that does not encrypt the names", "Don't Encrypt Names");
  };

  /** What the stand-in was asked since. */
  const asks = (from = 0): readonly string[] =>
    standIn.requests().slice(from).map((asked) => (asked.to === "satellite" ? asked.rpc : asked.path));

  it("makes of an API key that was clicked what uplink makes of it, under the key, and tells how many names it reads", async () => {
    await saveKey();
    const before = asks().length;
    const done = call("storjGrants.createGrant", await lineOf(services, "key"));
    await answersAll(standIn.ready.passphrase);
    await person.types("A name for it", "whole project");
    await person.presses("The grant was made and saved as “whole project”, in VS Code's secret storage.\n", "Check Passphrase…");
    assert.deepEqual((await person.choices("The names of which bucket?")).map((choice) => choice.replace(" · ", "")), [
      "b⟨U+202E⟩$⟨(⟩gear) [x]⟨(⟩command:evil)",
      "encrypted",
      "many",
      "plain",
    ]);
    await person.picks("The names of which bucket?", "many");
    await person.presses("100 of the first 100 names of sj://many/ can be read.");
    assert.equal(await done, "nothing");

    const [made, theirs] = [grantSavedAs("whole project"), parseGrant(standIn.ready.rootGrant)];
    assert.deepEqual(keysOf(made.store), keysOf(theirs.store));
    assert.deepEqual([made.macaroon, made.satelliteAddress], [theirs.macaroon, theirs.satelliteAddress]);
    assert.deepEqual((await drawn(services)).slice(1), ["  key", "    whole project"]);
    assert.deepEqual(asks(before), ["ProjectInfo", "ListBuckets", "ListObjects"]);
  });

  it("tells of a mistyped passphrase by the names, of which none can be read, and of a bucket without any", async () => {
    await saveKey();
    const none = "None of the first 6 names of sj://encrypted/ can be read";
    for (const [bucket, words, button] of [["b", "has no objects", undefined], ["encrypted", none, "Remove from Saved Grants"]] as const) {
      const done = call("storjGrants.createGrant", await lineOf(services, "key"));
      // The satellite is known once a grant of the key is saved.
      const isKnown = bucket !== "b";
      await person.picks("A grant for what?", "All that the API key may reach");
      if (!isKnown) await person.types("Which satellite is the API key of?", standIn.ready.satelliteNodeURL);
      await typesPassphrase("The passphrase that encrypts", `${standIn.ready.passphrase} ${bucket}`);
      await person.picks("The names of objects", "Encrypted");
      await person.types("A name for it", `mistyped ${bucket}`);
      await person.presses("The grant was made", "Check Passphrase…");
      await person.picks("The names of which bucket?", bucket);
      await person.presses(words, button);
      if (button !== undefined) await person.presses("“mistyped encrypted” was removed");
      await done;
    }
    assert.deepEqual(services.vault.all().map(({ label }) => label), ["key", "mistyped b"]);
  });

  it("takes twelve words when they are shown to be kept, and shows them nowhere", async () => {
    await saveKey();
    const done = call("storjGrants.createGrant", await lineOf(services, "key"));
    await person.picks("A grant for what?", "All that the API key may reach");
    await person.types("Which satellite is the API key of?", standIn.ready.satelliteNodeURL);
    await person.picks("The passphrase that encrypts", "Generate twelve words");
    await person.choices("Twelve words are on the clipboard, for 60 seconds");
    const words = await eventually(async () => (await vscode.env.clipboard.readText()) || undefined);
    leaks.guard(words);
    assert.match(words, /^(?:[a-z]+ ){11}[a-z]+$/);
    await person.picks("Twelve words are on the clipboard", "I have kept them: I type or paste them");
    assert.ok(await person.isBlind("The twelve words, from where"));
    assert.match(String(await person.typesInVain("The twelve words, from where", words.slice(1))), /not the twelve words/);
    await person.types("The twelve words, from where", ` ${words}`);
    await person.picks("The names of objects", "Encrypted");
    await person.types("A name for it", "with words");
    await person.presses("The grant was made and saved as “with words”", "Copy");
    await done;
    assert.equal(await vscode.env.clipboard.readText(), (savedAs("with words").credential as { text: string }).text);
  });

  it("saves a typed API key with the grant, once the satellite has taken it, and says what it said before that", async () => {
    standIn.faults.satellite = { code: 7, text: "Unauthorized API credentials" };
    const done = call("storjGrants.createGrant");
    await person.picks("Of which API key?", "I paste or type it");
    assert.ok(await person.isBlind("An API key, or an access grant"));
    assert.match(String(await person.typesInVain("An API key, or an access grant", "abc")), /neither an API key nor/);
    await person.types("An API key, or an access grant", key());
    await answersAll(standIn.ready.passphrase);
    await person.accepts("A name for it");
    assert.match(await person.reads("The grant was not made: the satellite refuses it"), /revoked, expired, not valid yet/);
    assert.deepEqual(services.vault.all(), []);
    standIn.faults.satellite = undefined;
    await person.presses("The grant was not made", "Try Again");
    assert.match(await person.reads("The grant was made"), /What it was made of is saved as well, as “API key/);
    await person.presses("The grant was made");
    await done;
    assert.deepEqual(services.vault.all().map(({ credential }) => credential.kind), ["grant", "apiKey"]);
  });

  it("takes the API key that a document holds, and one in the clipboard", async () => {
    await openText(`storj_api_key = "${key()}"\n`);
    const first = call("storjGrants.createGrant");
    await person.leaves("A grant for what?");
    await first;
    await closeEverything();
    await vscode.env.clipboard.writeText("no key");
    const second = call("storjGrants.createGrant");
    await person.picks("Of which API key?", "In the clipboard");
    await person.presses("There is neither an API key nor an access grant in the clipboard");
    await vscode.env.clipboard.writeText(`API key: ${key()}`);
    await person.picks("Of which API key?", "In the clipboard");
    await person.leaves("A grant for what?");
    await second;
    assert.deepEqual(services.vault.all(), []);
  });

  it("makes names that are not encrypted where that is asked for twice, and says that they prove nothing", async () => {
    await services.vault.save({ kind: "apiKey", text: standIn.ready.apiKeys[1] }, { label: "key" });
    const done = call("storjGrants.createGrant", await lineOf(services, "key"));
    await answersAll(standIn.ready.passphrase, "Not encrypted");
    const before = asks().length;
    await person.types("A name for it", "plain");
    await person.presses("The grant was made", "Check Passphrase…");
    await person.presses("Names prove nothing here");
    await done;
    assert.deepEqual(asks(before), ["ProjectInfo"]);
    assert.deepEqual(keysOf(grantSavedAs("plain").store), keysOf(parseGrant(standIn.ready.nullCipherGrant).store));
  });

  it("makes a tenant's grant of a saved one: limited to the prefix, with a key of its own, and without a request", async () => {
    await services.vault.save({ kind: "grant", text: standIn.ready.rootGrant }, { label: "whole project" });
    const [before, connections] = [asks().length, standIn.connections()];
    const done = call("storjGrants.createGrant", await lineOf(services, "whole project"));
    assert.match(String(await person.typesInVain("The tenant's prefix", "sj://")), /Write sj:/);
    await person.types("The tenant's prefix", "sj://encrypted/tenant1");
    await person.picks("The tenant's own passphrase, for sj://encrypted/tenant1/", "I type or paste it");
    await person.types("The passphrase. Capitals", tenantPassphrase);
    await person.types("It begins or ends with a blank, which belongs to it.", tenantPassphrase);
    assert.equal(await person.accepts("The salt of the tenant's key"), "sj://encrypted/tenant1/");
    assert.equal(await person.accepts("A name for it"), "encrypted/tenant1/");
    await person.presses("The grant was made and saved as “encrypted/tenant1/”", "Check Passphrase…");
    // What lies there was written with the project's key.
    await person.presses("None of the first 2 names of sj://encrypted/tenant1/ can be read");
    await done;
    assert.deepEqual(asks(before), ["ListObjects"]);
    assert.equal(standIn.connections(), connections + 1);

    const [tenant, root] = [grantSavedAs("encrypted/tenant1/"), grantSavedAs("whole project")];
    assert.equal(lineage(root.macaroon, tenant.macaroon).relation, "ancestor");
    const [entry, ...others] = tenant.store.entries();
    assert.deepEqual([tenant.store.defaultKey, others], [undefined, []]);
    assert.deepEqual([entry?.bucket, entry?.unencryptedPath].map((bytes) => bytes && byteString(bytes)), ["encrypted", "tenant1"]);
    assert.deepEqual((await drawn(services)).slice(1), ["  whole project", "    encrypted/tenant1/"]);
  });

  it("makes a tenant's grant of an API key and the project's passphrase, and refuses a place that the key does not reach", async () => {
    const limited = restrictGrant(parseGrant(standIn.ready.rootGrant), everyday, [prefix("encrypted", "tenant1/")]);
    const text = serializeApiKey(limited.macaroon);
    leaks.guard(text);
    await services.vault.save({ kind: "grant", text: standIn.ready.rootGrant }, { label: "whole project" });
    await services.vault.save({ kind: "apiKey", text }, { label: "key" });
    const answersFor = async (place: string): Promise<void> => {
      await person.picks("A grant for what?", "One tenant");
      await typesPassphrase("The project's passphrase", standIn.ready.passphrase);
      await person.picks("The names of objects", "Encrypted");
      await person.types("The tenant's prefix", place);
      await typesPassphrase("The tenant's own passphrase", "p");
      await person.types("The salt of the tenant's key", "7");
      await person.accepts("A name for it");
    };
    const refused = call("storjGrants.createGrant", await lineOf(services, "key"));
    await answersFor("sj://encrypted/tenant2/");
    await person.presses("The grant was not made. sj://encrypted/tenant2/ is outside");
    await refused;
    const made = call("storjGrants.createGrant", await lineOf(services, "key"));
    await answersFor("sj://encrypted/tenant1/sub/");
    await person.presses("The grant was made and saved as “encrypted/tenant1/sub/”");
    await made;
    const { store } = grantSavedAs("encrypted/tenant1/sub/");
    assert.deepEqual(store.entries().map(({ unencryptedPath }) => byteString(unencryptedPath)), ["tenant1/sub"]);
    assert.deepEqual(store.entries()[0]?.key, await deriveTenantKey(utf8("p"), utf8("7")));
    assert.deepEqual((await drawn(services)).slice(1), ["  whole project", "    key", "      encrypted/tenant1/sub/"]);
  });

  it("asks again where the passphrase does not open the prefix that an API key is restricted to", async () => {
    const limited = restrictGrant(parseGrant(standIn.ready.rootGrant), everyday, [prefix("encrypted", "tenant1/")]);
    const text = serializeApiKey(limited.macaroon);
    leaks.guard(text);
    await services.vault.save({ kind: "apiKey", text }, { label: "key" });
    for (const button of [undefined, "Make It Anyway"]) {
      const done = call("storjGrants.createGrant", await lineOf(services, "key"));
      await answersAll(`${standIn.ready.passphrase}?`);
      await person.types("A name for it", "closed");
      await person.presses("The passphrase does not open what the API key is restricted to", button);
      if (button) {
        await person.presses("The grant was made", "Check Passphrase…");
        await person.presses("None of its keys opens what it is limited to");
      }
      await done;
      assert.equal(services.vault.all().length, button ? 2 : 1);
    }
  });

  it("asks before a satellite that is none of Storj's own, and leaves nothing where the person does not want it asked", async () => {
    const other = await startSatellite();
    try {
      const [apiKey] = other.ready.apiKeys;
      leaks.guard(...other.ready.apiKeys, other.ready.rootGrant);
      await services.vault.save({ kind: "apiKey", text: apiKey }, { label: "key" });
      const done = call("storjGrants.createGrant", await lineOf(services, "key"));
      await person.picks("A grant for what?", "All that the API key may reach");
      assert.match(await typedSatellite(other.ready.satelliteNodeURL), /^127\.0\.0\.1/);
      await typesPassphrase("The passphrase that encrypts", other.ready.passphrase);
      await person.picks("The names of objects", "Encrypted");
      await person.accepts("A name for it");
      assert.match(await person.reads("Ask the satellite 127.0.0.1"), /It gets the API key, and no encryption key/);
      await person.presses("Ask the satellite 127.0.0.1");
      await done;
      assert.equal(other.connections(), 0);
      assert.equal(services.vault.all().length, 1);
    } finally {
      await other.stop();
    }
  });

  it("leaves nothing and asks nothing where the person leaves, at each step", async () => {
    await saveKey();
    type Step = readonly [says: string, answer: () => Promise<void>];
    const secret = "The passphrase. Capitals";
    const steps: readonly Step[] = [
      ["A grant for what?", () => person.picks("A grant for what?", "One tenant")],
      ["Which satellite", () => person.types("Which satellite", standIn.ready.satelliteNodeURL)],
      ["The project's passphrase", () => person.picks("The project's passphrase", "I type or paste it")],
      [secret, () => person.types(secret, "one")],
      ["The same passphrase once more", () => person.types("The same passphrase once more", "one")],
      ["The names of objects", () => person.picks("The names of objects", "Encrypted")],
      ["The tenant's prefix", () => person.types("The tenant's prefix", "sj://encrypted/tenant2/")],
      ["The tenant's own passphrase", () => person.picks("The tenant's own passphrase", "Generate twelve words")],
      ["Twelve words are on the clipboard", () => person.picks("Twelve words are on the clipboard", "I have kept them: I")],
      ["The twelve words, from where", async () => {
        const generated = await vscode.env.clipboard.readText();
        leaks.guard(generated);
        await person.types("The twelve words, from where", generated);
      }],
      ["The salt of the tenant's key", () => person.accepts("The salt of the tenant's key").then(() => undefined)],
      ["A name for it", () => Promise.resolve()],
    ];
    const connections = standIn.connections();
    for (const [at, [says]] of steps.entries()) {
      const done = call("storjGrants.createGrant", await lineOf(services, "key"));
      for (const [, answer] of steps.slice(0, at)) await answer();
      await person.leaves(says);
      assert.equal(await done, "nothing");
      assert.deepEqual(services.vault.all().map(({ label }) => label), ["key"], says);
    }
    assert.equal(standIn.connections(), connections);
  });

  it("makes nothing of what a stranger sends", async () => {
    await saveKey();
    const id = savedAs("key").id;
    for (const args of [[id], [{ id, kind: "record" }], [key()], ["file:///none", 0]]) {
      const done = call("storjGrants.createGrant", ...args);
      await person.leaves("Of which API key?");
      await done;
    }
    assert.equal(services.vault.all().length, 1);
  });
});
