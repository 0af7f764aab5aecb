import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import * as vscode from "vscode";
import type { Services } from "../../src/commands/services";
import { buildGrant, instantFromMilliseconds, parseGrant, type Permission, restrictGrant, serializeGrant } from "../../src/grant";
import type { SavedRecord } from "../../src/vault/record";
import { demoCredentials, demoGrant, demoRootKey, everyday, prefix, readOnly, secretTexts } from "../support/demoCredentials";
import type { SatelliteOptions, StandIn } from "../support/satellite";
import { newIdentity } from "../support/satellite/certificates";
import { call, closeEverything, eventually, leaks, openText, restartExtension, set, SettableClock } from "./support/extension";
import { Person } from "./support/person";
import { drawn, forgetEverything, lineOf } from "./support/savedGrants";
import { startStandIn } from "./support/standIn";

const day = 86_400_000;
const setting = "storjGrants.edge.authService";
const demo = demoCredentials(Date.now());
leaks.guard(...secretTexts(demo));

/** Stands for a body that holds the grant which was sent. */
const echo = "echo";

type S3Pair = Extract<SavedRecord["credential"], { kind: "s3" }>;

describe("registering", () => {
  let standIn: StandIn;
  let services: Services;
  let person: Person;
  const others: StandIn[] = [];

  before(async () => {
    standIn = await startStandIn();
  });
  after(() => standIn.stop());
  beforeEach(async () => {
    services = await restartExtension();
    await forgetEverything(services);
    person = new Person();
    await approve(standIn);
    await set(setting, standIn.ready.authURL);
  });
  afterEach(async () => {
    standIn.faults.satellite = undefined;
    standIn.faults.auth = undefined;
    await person.leave();
    await forgetEverything(services);
    await set(setting, undefined);
    await vscode.env.clipboard.writeText("");
    await closeEverything();
    for (const other of others.splice(0)) await other.stop();
  });

  /** One more stand-in, for one test. */
  const start = async (options: SatelliteOptions = {}): Promise<StandIn> => {
    const started = await startStandIn(options);
    others.push(started);
    return started;
  };
  /** The person has agreed to this satellite before. */
  const approve = ({ ready: { satelliteID, satelliteNodeURL } }: StandIn): Promise<void> =>
    services.approved.add(satelliteID, satelliteNodeURL.slice(satelliteID.length + 1));
  /** A grant of a stand-in's, for `encrypted/tenant1/`. */
  const grantFor = (permission: Permission, { ready }: StandIn = standIn, ...prefixes: ReturnType<typeof prefix>[]): string => {
    const places = prefixes.length > 0 ? prefixes : [prefix("encrypted", "tenant1/")];
    const text = serializeGrant(restrictGrant(parseGrant(ready.rootGrant), permission, places));
    leaks.guard(text);
    return text;
  };
  const ending = (ms: number): { notAfter: ReturnType<typeof instantFromMilliseconds> } => ({ notAfter: instantFromMilliseconds(Date.now() + ms) });
  const save = async (text: string, label = "tenant"): Promise<string> =>
    (await services.vault.save({ kind: "grant", text }, { label })).record.id;
  const registers = async (isPublic = false, label = "tenant"): Promise<Promise<unknown>[]> =>
    // In a list, since what is awaited is the click and not what comes of it.
    [call(`storjGrants.register${isPublic ? "AsPublic" : "ForS3"}`, await lineOf(services, label))];
  /** What a stand-in was asked since a call of this: `ProjectInfo`, `POST /v1/access`. */
  const asked = (of: StandIn = standIn): (() => readonly string[]) => {
    const before = of.requests().length;
    return () => of.requests().slice(before).map((one) => (one.to === "satellite" ? one.rpc : `${one.method} ${one.path}`));
  };
  const both = ["ProjectInfo", "POST /v1/access"];
  const pairs = (): readonly S3Pair[] => {
    const found = services.vault.all().flatMap(({ credential }) => (credential.kind === "s3" ? [credential] : []));
    for (const { accessKeyId, secretKey } of found) leaks.guard(accessKeyId, secretKey);
    return found;
  };
  const onlyPair = (): S3Pair => {
    const [only, ...more] = pairs();
    assert.ok(only && more.length === 0, `${String(pairs().length)} pairs are saved`);
    return only;
  };
  /** What the auth service keeps of a pair. */
  const kept = async ({ accessKeyId }: S3Pair, { ready }: StandIn = standIn): Promise<Record<string, unknown>> => {
    const headers = { Authorization: `Bearer ${ready.edgeToken}` };
    return (await (await fetch(`${ready.authURL}/v1/access/${accessKeyId}`, { headers })).json()) as Record<string, unknown>;
  };
  const host = (url: string): string => new URL(url).host;
  const main = "They can't be listed or deleted there.";
  const programs = "For which program do you need them now?";

  it("asks the satellite, then the person, then sends the grant once, and saves the pair under it", async () => {
    const grant = grantFor({ ...readOnly, ...ending(8 * day) });
    const id = await save(grant);
    const since = asked();
    const [done] = await registers();
    const words = await person.reads(main);
    assert.ok(words.includes(`Register “tenant” with http://${host(standIn.ready.authURL)}?`));
    assert.match(words, /gets the grant, with its encryption key\. You have set it as storjGrants\.edge\.authService\./);
    assert.match(words, /may do what the grant may: read, list · encrypted\/tenant1\/ · until .* in 7 days\./);
    assert.doesNotMatch(words, /[Pp]ublic/);
    assert.deepEqual(since(), ["ProjectInfo"]);
    await person.presses(main, "Register");
    await person.presses("Registered, and saved as “tenant (S3)”.");
    const pair = onlyPair();
    await person.picks(programs, "boto3");
    await person.picks("Where to?", "To the clipboard");
    assert.equal(await done, "nothing");
    assert.ok((await vscode.env.clipboard.readText()).includes(`aws_secret_access_key="${pair.secretKey}",`));
    const { accessKeyId: _id, secretKey: _secret, ...rest } = pair;
    assert.deepEqual(rest, { kind: "s3", endpoint: "http://127.0.0.1:1/gateway", grant: id, isPublic: false });
    assert.deepEqual((await drawn(services)).slice(1), ["  tenant", "    tenant (S3)"]);
    assert.deepEqual(since(), both);
    const { public: isPublic, secret_key: secret } = await kept(pair);
    assert.deepEqual([isPublic, secret === pair.secretKey], [false, true]);
  });

  it("offers to save the grant of a document too, under which the pair then stands", async () => {
    const grant = grantFor({ ...readOnly, ...ending(day) });
    const { uri } = await openText(`access_grant = "${grant}"\n`);
    const done = call("storjGrants.registerForS3", uri.toString(), 'access_grant = "'.length);
    await person.presses(main, "Register");
    await person.presses("Their grant is not saved here", "Save the Grant Too");
    await person.presses("The grant is saved as “encrypted/tenant1/”");
    await person.leaves(programs);
    assert.equal(await done, "nothing");
    assert.equal(pairs().length, 1);
    assert.deepEqual((await drawn(services)).slice(1), ["  encrypted/tenant1/", "    encrypted/tenant1/ (S3)"]);
  });

  it("writes the pair to a file that only its owner may read, from code to lines of MinIO's client", async () => {
    await save(grantFor({ ...readOnly, ...ending(day) }));
    const file = `${process.env["TMPDIR"] ?? "/tmp"}/storj-register-${String(process.pid)}.sh`;
    const [done] = await registers();
    await person.presses(main, "Register");
    await person.presses("Registered, and saved");
    person.choosesFile(file);
    await person.picks(programs, "mc");
    await person.picks("Where to?", "To a file…");
    await person.presses("in clear text");
    assert.equal(await done, "nothing");
    const { accessKeyId, secretKey } = onlyPair();
    assert.ok(readFileSync(file, "utf8") === ` mc alias set storj-tenant-s3 http://127.0.0.1:1/gateway ${accessKeyId} ${secretKey}\n`);
    await vscode.workspace.fs.delete(vscode.Uri.file(file));
  });

  describe("as public", () => {
    it("says what that means, and asks no second time for one that reads until an end", async () => {
      await save(grantFor({ ...readOnly, ...ending(day) }));
      const [done] = await registers(true);
      assert.match(await person.reads(main), /Register “tenant” as public with .*\n[^]*Public: whoever knows the access key id reads by links/);
      await person.presses(main, "Register as Public");
      await person.presses("Registered as public, and saved as “tenant (public S3)”.");
      await person.picks("What do you need them for now?", "For a Program…");
      await person.leaves(programs);
      assert.equal(await done, "nothing");
      assert.equal(onlyPair().isPublic, true);
      assert.equal((await kept(onlyPair()))["public"], true);
    });

    it("asks a second time where it uploads, deletes or has no end, and names which", async () => {
      await save(grantFor(everyday));
      await save(grantFor({ ...readOnly, allowUpload: true, ...ending(day) }), "uploader");
      for (const [label, which] of [
        ["tenant", "it may upload, it may delete, it has no end"],
        ["uploader", "it may upload"],
      ] as const) {
        const since = asked();
        const [left] = await registers(true, label);
        await person.presses(main, "Register as Public");
        await person.presses(`Make it public although ${which}?`);
        assert.equal(await left, "nothing");
        assert.deepEqual(since(), ["ProjectInfo"]);
      }
      const [done] = await registers(true);
      await person.presses(main, "Register as Public");
      await person.presses("Make it public although", "Register as Public");
      await person.presses("Registered as public");
      await person.leaves("What do you need them for now?");
      assert.equal(await done, "nothing");
      assert.equal(onlyPair().isPublic, true);
    });

    it("tells of the end that the service has set itself, and saves it", async () => {
      const free = await start({ free: true });
      await approve(free);
      await set(setting, free.ready.authURL);
      await save(grantFor(readOnly, free));
      const from = Date.now();
      const [done] = await registers(true);
      await person.presses(main, "Register as Public");
      await person.presses("Make it public although it has no end?", "Register as Public");
      assert.match(await person.reads("Registered as public"), /The auth service has set an end of its own: .* in 2\d hours\./);
      await person.leaves("What do you need them for now?");
      assert.equal(await done, "nothing");
      const { endsAt = 0 } = onlyPair();
      assert.ok(endsAt >= from + day && endsAt <= Date.now() + day);
    });
  });

  describe("refuses at once", () => {
    const refusals: readonly (readonly [what: string, make: () => string, says: RegExp])[] = [
      ["what has expired", () => demo.expired, /it has expired/],
      ["what allows nothing", () => demo.dead, /it allows nothing/],
      ["what ends within a minute", () => grantFor({ ...readOnly, ...ending(30_000) }), /ends within a minute/],
      ["what begins later", () => demo.notYet, /it is not valid before .* so that the satellite can't confirm it\. Register it then/],
      ["a satellite without a node ID", () => demo.withoutNodeId, /no node ID/],
      [
        "what is longer than the service reads",
        () => grantFor(readOnly, standIn, ...Array.from({ length: 16 }, (_, at) => prefix("encrypted", `tenant-${String(at)}/with/a/long/name/`))),
        /bytes it is too long: the auth service takes 4096/,
      ],
    ];
    for (const [what, make, says] of refusals) {
      it(what, async () => {
        await save(make());
        const before = standIn.connections();
        const [done] = await registers();
        assert.match(await person.reads("Nothing was registered: "), says);
        await person.presses("Nothing was registered: ");
        assert.equal(await done, "nothing");
        assert.equal(standIn.connections(), before);
        assert.deepEqual(pairs(), []);
      });
    }

    it("an API key alone, and what is known here as revoked, by an ancestor too", async () => {
      const before = standIn.connections();
      await services.vault.save({ kind: "apiKey", text: standIn.ready.apiKeys[0] }, { label: "key" });
      const [key] = await registers(false, "key");
      await person.presses("an API key alone holds no encryption key");
      const id = await save(grantFor(readOnly), "parent");
      const child = serializeGrant(restrictGrant(parseGrant(savedText(id)), { allowDownload: true }, []));
      leaks.guard(child);
      await save(child, "child");
      await services.vault.change(id, { revokedAt: Date.now() });
      const [revoked] = await registers(false, "child");
      await person.presses("it is revoked, or what it was made from is");
      assert.deepEqual([await key, await revoked], ["nothing", "nothing"]);
      assert.equal(standIn.connections(), before);
    });
  });

  const savedText = (id: string): string => {
    const credential = services.vault.find(id)?.credential;
    assert.ok(credential && credential.kind !== "s3");
    return credential.text;
  };

  it("refuses what the satellite does not know, which the auth service would register", async () => {
    const unknown = serializeGrant(buildGrant(parseGrant(standIn.ready.rootGrant).satelliteAddress, demoRootKey(), demoGrant().store));
    leaks.guard(unknown);
    await save(unknown);
    const since = asked();
    const [done] = await registers();
    assert.match(await person.reads("Nothing was registered: "), /the satellite refuses it: revoked, expired/);
    await person.presses("Nothing was registered: ");
    assert.equal(await done, "nothing");
    assert.deepEqual(since(), ["ProjectInfo"]);
  });

  it("asks a satellite that the person has not seen before only where they say so", async () => {
    const unseen = await start();
    await save(grantFor(readOnly, unseen));
    const [done] = await registers();
    await person.presses("Ask the satellite 127.0.0.1:");
    assert.equal(await done, "nothing");
    assert.equal(unseen.connections(), 0);
  });

  it("says that an unreachable satellite could not confirm it, and goes on only where the person wants that", async () => {
    await save(grantFor(readOnly));
    standIn.faults.satellite = "hang-up";
    const [left] = await registers();
    const since = asked();
    assert.match(await person.reads("The grant could not be checked"), /registers revoked and unknown grants too/);
    await person.presses("The grant could not be checked");
    assert.equal(await left, "nothing");
    const [done] = await registers();
    await person.presses("The grant could not be checked", "Register Anyway");
    await person.presses(main, "Register");
    await person.presses("Registered, and saved");
    await person.leaves(programs);
    assert.equal(await done, "nothing");
    assert.equal(since().filter((one) => one.startsWith("POST")).length, 1);
  });

  describe("with the service that the satellite names", () => {
    it("asks about it by itself, once for a satellite and an address; the setting wins over it", async () => {
      await set(setting, undefined);
      const edge = await start({ edge: true });
      await approve(edge);
      await save(grantFor(readOnly, edge));
      const question = `Use the auth service http://${host(edge.ready.authURL)}?`;
      const since = asked(edge);
      const [left] = await registers();
      const words = await person.reads(question);
      assert.ok(words.includes(`The satellite ${host(`http://${edge.ready.satelliteNodeURL.split("@")[1] ?? ""}`)} names it`), words);
      assert.match(words, /in place of Storj's auth\.storjshare\.io\. It would get the grant with its encryption key/);
      await person.presses(question);
      assert.equal(await left, "nothing");
      const [again] = await registers();
      await person.presses(question, "Use It");
      assert.match(await person.reads(main), /The satellite .* names it, and you have agreed\./);
      await person.presses(main);
      assert.equal(await again, "nothing");
      const [third] = await registers();
      await person.presses(main, "Register");
      await person.presses("Registered, and saved");
      await person.leaves(programs);
      assert.equal(await third, "nothing");
      assert.deepEqual(since(), ["ProjectInfo", "ProjectInfo", ...both]);

      await set(setting, standIn.ready.authURL);
      const [set4] = await registers();
      const set4Words = await person.reads(main);
      assert.ok(set4Words.includes(host(standIn.ready.authURL)) && set4Words.includes("You have set it"));
      await person.presses(main);
      assert.equal(await set4, "nothing");
      assert.deepEqual(since(), ["ProjectInfo", "ProjectInfo", ...both, "ProjectInfo"]);
    });

    it("asks about another address of the same satellite again", async () => {
      await set(setting, undefined);
      const edge = await start({ edge: true });
      await approve(edge);
      await services.approved.add(edge.ready.satelliteID, "https://another.test");
      await save(grantFor(readOnly, edge));
      const [done] = await registers();
      await person.presses("Use the auth service");
      assert.equal(await done, "nothing");
    });

    it("tells of the link service that comes with it", async () => {
      await set(setting, undefined);
      const edge = await start({ edgeUrls: { authService: "https://auth.test", publicLinksharing: "https://links.test/folder", privateLinksharing: "" } });
      await approve(edge);
      await save(grantFor(readOnly, edge));
      const [first] = await registers();
      assert.match(await person.reads("Use the auth service auth.test?"), /would lead to links\.test\/folder, which is named as well/);
      await person.presses("Use the auth service", "Use It");
      await person.presses(main);
      assert.equal(await first, "nothing");
      const asked = ["https://auth.test", "links https://links.test/folder", "https://links.test", "https://links.test/folder"];
      // Who may have the links may not have a grant.
      assert.deepEqual(asked.map((service) => services.approved.has(edge.ready.satelliteID, service)), [true, true, false, false]);
    });

    it("asks again where another link service comes with an auth service that was agreed to", async () => {
      await set(setting, undefined);
      const edge = await start({ edgeUrls: { authService: "https://auth.test", publicLinksharing: "https://evil.test", privateLinksharing: "" } });
      await approve(edge);
      for (const service of ["https://auth.test", "links https://links.test"]) await services.approved.add(edge.ready.satelliteID, service);
      await save(grantFor(readOnly, edge));
      const [done] = await registers();
      assert.match(await person.reads("Use the auth service auth.test?"), /would lead to evil\.test/);
      await person.presses("Use the auth service");
      assert.equal(await done, "nothing");
    });

    it("refuses an address that can't be one, from the satellite and from the setting, as it is written", async () => {
      const hostile = "http://evil.test/\u202e$(gear)";
      const edge = await start({ edgeUrls: { authService: hostile, publicLinksharing: "", privateLinksharing: "" } });
      await approve(edge);
      await save(grantFor(readOnly, edge));
      await set(setting, undefined);
      const [bySatellite] = await registers();
      const words = await person.reads("names an auth service whose address can't be used");
      assert.ok(words.includes("“http://evil.test/⟨U+202E⟩$⟨(⟩gear)”"));
      await person.presses("names an auth service whose address can't be used");
      await set(setting, "http://evil.test");
      const [bySetting] = await registers();
      await person.presses("the setting storjGrants.edge.authService is no address of an auth service: “http://evil.test”");
      assert.deepEqual([await bySatellite, await bySetting], ["nothing", "nothing"]);
    });

    it("takes the setting from the person alone, never from a workspace", async () => {
      const { Workspace } = vscode.ConfigurationTarget;
      await assert.rejects(async () => vscode.workspace.getConfiguration().update(setting, "https://evil.test", Workspace));
    });
  });

  describe("where the service fails", () => {
    const json = { "Content-Type": "application/json" };
    const failures = [
      ["400", { status: 400, body: "bad \u202e[x](command:evil) $(gear)\n" }, /refuses the grant: bad ⟨U\+202E⟩\[x\]⟨\(⟩command:evil\) \$⟨\(⟩gear\)\. An auth/],
      ["400 that echoes the grant", { status: 400, body: echo }, /refuses the grant: .*redacted/],
      ["413 without words", { status: 413, body: "\n" }, /the grant is too long\. Restrict it to fewer/],
      ["422", { status: 422, body: "EOF\n" }, /did not understand the request: EOF\. Nothing was registered/],
      ["429", { status: 429, body: "" }, /too many requests\. .*Try again in a minute/],
      ["429 with Retry-After", { status: 429, headers: { "Retry-After": "42" }, body: "" }, /Try again in 42 seconds/],
      ["500", { status: 500, body: "\n" }, /has failed, with status 500\. .*may or may not be registered/],
      ["half a JSON", { status: 200, headers: json, body: '{"access_key_id": "j' }, /half of an answer\. .*may or may not be registered/],
      ["JSON of another shape", { status: 200, headers: json, body: "{}" }, /what no auth service answers \(status 200\)/],
      ["a captive portal", { status: 200, headers: { "Content-Type": "text/html" }, body: "<!doctype html><title>Sign in</title>" }, /a page answered in place of/],
      ["a redirect", { status: 307, headers: { Location: "http://127.0.0.1:1/elsewhere" } }, /wants the grant sent elsewhere, which is not done/],
    ] as const;
    for (const [what, fault, says] of failures) {
      it(`says so: ${what}`, async () => {
        const grant = grantFor(readOnly);
        await save(grant);
        const body = "body" in fault ? { body: fault.body === echo ? `access grant: ${grant}` : fault.body } : {};
        standIn.faults.auth = { ...fault, ...body };
        const since = asked();
        const [done] = await registers();
        await person.presses(main, "Register");
        assert.match(await person.reads("No S3 credentials came: "), says);
        await person.presses("No S3 credentials came: ");
        assert.equal(await done, "nothing");
        assert.deepEqual(since(), both);
        assert.deepEqual(pairs(), []);
      });
    }

    it("is sent again where the person wants that, and then saved", async () => {
      await save(grantFor(readOnly));
      standIn.faults.auth = { status: 500, body: "\n" };
      const since = asked();
      const [done] = await registers();
      await person.presses(main, "Register");
      await person.reads("No S3 credentials came: ");
      assert.deepEqual(since(), both);
      standIn.faults.auth = undefined;
      await person.presses("No S3 credentials came: ", "Try Again");
      await person.leaves("They are saved.");
      assert.equal(await done, "nothing");
      assert.deepEqual(since(), [...both, ...both.slice(1)]);
      assert.equal(pairs().length, 1);
    });

    it("says so: a silence, until the deadline, and that the grant may be registered", async () => {
      const clock = new SettableClock();
      services = await restartExtension(clock);
      await save(grantFor(readOnly));
      standIn.faults.auth = "silence";
      const since = asked();
      const [done] = await registers();
      await person.presses(main, "Register");
      await eventually(() => (since().length === 2 ? true : undefined));
      clock.advance(15_000);
      assert.match(await person.reads("did not answer in time"), /may or may not be registered; no credentials came, and nothing was saved/);
      await person.presses("did not answer in time");
      assert.equal(await done, "nothing");
      assert.deepEqual(since(), both);
    });

    it("says so: nothing listens there", async () => {
      await set(setting, "http://127.0.0.1:1");
      await save(grantFor(readOnly));
      const [done] = await registers();
      await person.presses(main, "Register");
      assert.match(await person.reads("No S3 credentials came: "), /the connection to http:\/\/127\.0\.0\.1:1 failed/);
      await person.presses("No S3 credentials came: ");
      assert.equal(await done, "nothing");
    });

    it("says so: a certificate that nobody trusts, and that nothing of the grant was sent", async () => {
      const { chain, key } = newIdentity();
      let requests = 0;
      const server = createServer({ cert: chain, key }, (_, response) => {
        requests++;
        response.end();
      });
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      const address = `127.0.0.1:${String((server.address() as AddressInfo).port)}`;
      try {
        await set(setting, `https://${address}`);
        await save(grantFor(readOnly));
        const [done] = await registers();
        await person.presses(main, "Register");
        const words = await person.reads("No S3 credentials came: ");
        assert.ok(words.includes(`${address} has no certificate that this computer trusts: `), words);
        assert.match(words, /Nothing of the grant was sent/);
        await person.presses("No S3 credentials came: ");
        assert.equal(await done, "nothing");
        assert.equal(requests, 0);
      } finally {
        await new Promise((resolve) => server.close(resolve));
      }
    });

    it("says so where the person cancels: the grant may have gone", async () => {
      const { withProgress } = vscode.window;
      const cancelling = new vscode.CancellationTokenSource();
      const own: typeof withProgress = (options, task) =>
        options.title?.startsWith("Registering") === true
          ? task({ report: () => undefined }, cancelling.token)
          : withProgress(options, task);
      Object.assign(vscode.window, { withProgress: own });
      try {
        await save(grantFor(readOnly));
        standIn.faults.auth = "silence";
        const since = asked();
        const [done] = await registers();
        await person.presses(main, "Register");
        await eventually(() => (since().length === 2 ? true : undefined));
        cancelling.cancel();
        await person.presses("Cancelled. http://127.0.0.1");
        assert.equal(await done, "nothing");
        assert.deepEqual([since(), pairs()], [both, []]);
      } finally {
        Object.assign(vscode.window, { withProgress });
      }
    });
  });

  it("offers a pair that can't be saved to the clipboard, for it is nowhere else", async () => {
    await save(grantFor({ ...readOnly, ...ending(day) }));
    const { vault } = services;
    const reallySave = vault.save.bind(vault);
    const saved: S3Pair[] = [];
    Object.assign(vault, {
      save: (credential: S3Pair) => {
        saved.push(credential);
        leaks.guard(credential.accessKeyId, credential.secretKey);
        // An error of the extension's own, which is compiled apart from the tests.
        return reallySave({ ...credential, secretKey: "" }, { label: "" });
      },
    });
    const [done] = await registers();
    await person.presses(main, "Register");
    const question = "The grant is registered, but its S3 credentials were not saved.";
    assert.match(await person.reads(question), /The credential was not saved: .*\n.*They are nowhere else/s);
    await person.presses(question, "Save Again");
    await eventually(() => (saved.length === 2 ? true : undefined));
    await person.presses(question, "Copy");
    assert.equal(await done, "nothing");
    const text = await vscode.env.clipboard.readText();
    assert.ok(text.includes(`AWS_SECRET_ACCESS_KEY=${saved[0]?.secretKey ?? "?"}\n`));
  });
});
