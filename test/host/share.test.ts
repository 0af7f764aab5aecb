import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { Services } from "../../src/commands/services";
import { parseLink } from "../../src/decoder/link";
import { parsePresignedUrl } from "../../src/decoder/presignedUrl";
import { instantFromMilliseconds, parseGrant, type Permission, restrictGrant, serializeGrant } from "../../src/grant";
import type { SavedCredential } from "../../src/vault/record";
import { demoAccessKeyId, demoSecretKey, everyday, prefix, readOnly } from "../support/demoCredentials";
import type { StandIn } from "../support/satellite";
import { cancelsNext } from "./support/cancel";
import { call, closeEverything, eventually, leaks, openText, restartExtension, seen, set } from "./support/extension";
import { Person } from "./support/person";
import { forgetEverything, lineOf } from "./support/savedGrants";
import { startStandIn } from "./support/standIn";

const day = 86_400_000;
const hostileBucket = "b\u202e$(gear) [x](command:evil)";
const hostileName = "$(gear) [x](command:evil) \u202e #?%2F&+=ü.txt";
const shownName = "$⟨(⟩gear) [x]⟨(⟩command:evil) ⟨U+202E⟩ #?%2F&+=ü.txt";

/** The questions, by what they say. */
const says = {
  place: "sj://bucket/key",
  form: "What does the link show?",
  root: "sj://bucket or sj://bucket/prefix/",
  host: "The host name",
  records: "Enter these records",
  method: "What may whoever has the URL do?",
  span: "How long?",
};

type Pair = Extract<SavedCredential, { kind: "s3" }>;

describe("handing out by a URL", () => {
  let standIn: StandIn;
  let services: Services;
  let person: Person;
  let opened: unknown[];
  let connections: number;
  const { openExternal } = vscode.env;
  const [accessKeyId, secretKey] = [demoAccessKeyId(), demoSecretKey()];
  leaks.guard(accessKeyId, secretKey);
  const shownId = `${accessKeyId.slice(0, 4)}…${accessKeyId.slice(-4)}`;

  before(async () => {
    standIn = await startStandIn({ many: 250, names: { buckets: [hostileBucket], objects: [`tenant1/${hostileName}`, "tenant1/.."] } });
  });
  after(() => standIn.stop());
  beforeEach(async () => {
    services = await restartExtension();
    await forgetEverything(services);
    person = new Person();
    const { satelliteID, satelliteNodeURL } = standIn.ready;
    await services.approved.add(satelliteID, satelliteNodeURL.slice(satelliteID.length + 1));
    opened = [];
    Object.assign(vscode.env, { openExternal: (url: unknown) => Promise.resolve(opened.push(url)) });
    await vscode.env.clipboard.writeText("");
    connections = standIn.connections();
  });
  afterEach(async () => {
    standIn.faults.satellite = undefined;
    Object.assign(vscode.env, { openExternal });
    await person.leave();
    await forgetEverything(services);
    await set("storjGrants.edge.authService", undefined);
    await set("storjGrants.edge.linkSharing", undefined);
    await set("storjGrants.edge.gateway", undefined);
    await vscode.env.clipboard.writeText("");
    await closeEverything();
  });

  const grant = (permission: Permission, ...prefixes: ReturnType<typeof prefix>[]): string => {
    const text = serializeGrant(restrictGrant(parseGrant(standIn.ready.rootGrant), permission, prefixes));
    leaks.guard(text);
    return text;
  };
  const tenant = (permission: Permission = readOnly): string => grant(permission, prefix("encrypted", "tenant1/"));
  /** Saves a grant, and a pair that was registered from it. */
  const save = async (text = tenant(), pair: Partial<Pair> = { isPublic: true }): Promise<void> => {
    const { record } = await services.vault.save({ kind: "grant", text }, { label: "site" });
    await services.vault.save({ kind: "s3", accessKeyId, secretKey, grant: record.id, ...pair }, { label: "pair" });
  };
  const run = async (command: "shareLink" | "customDomain" | "presignUrl", label = "pair"): Promise<{ done: Promise<unknown> }> => ({
    done: call(`storjGrants.${command}`, await lineOf(services, label)),
  });
  const asked = (): readonly string[] => standIn.requests().map((one) => (one.to === "satellite" ? one.rpc : one.path));
  /** What was copied; a credential, which is compared and never shown. */
  const copied = (): Thenable<string> => vscode.env.clipboard.readText();
  const assertCopied = async (expected: string): Promise<void> => {
    const text = await copied();
    assert.ok(text === expected, `copied was ${text.replaceAll(accessKeyId, shownId)}`);
  };
  const assertNoRequest = (): void => {
    assert.equal(standIn.connections(), connections);
  };
  /** Ticks parameters, which the link as it will be stands above. */
  const ticks = (...names: string[]): Promise<void> => person.picks(`/${shownId}/`, ...names);
  const labels = async (question: string): Promise<readonly string[]> => (await person.choices(question)).map((choice) => choice.split(" · ")[0] ?? "");

  describe("Share Link…", () => {
    it("takes the grant's own prefix and makes a page of it, without a request, showing no whole key id", async () => {
      await save();
      const { done } = await run("shareLink");
      assert.deepEqual(await labels(says.place), ["sj://encrypted/tenant1/", "List sj://encrypted/tenant1/…"]);
      await person.picks(says.place, "sj://encrypted/tenant1/");
      await person.picks(says.form, "Page");
      await ticks("download", "download-kind");
      await person.picks("as what is all that is below saved?", "tar.gz");
      await person.picks(`link.storjshare.io/s/${shownId}/encrypted/tenant1/?download=1&download-kind=tar.gz`, "Copy Link");
      assert.equal(await done, "nothing");
      await assertCopied(`https://link.storjshare.io/s/${accessKeyId}/encrypted/tenant1/?download=1&download-kind=tar.gz`);
      const link = parseLink(await copied());
      assert.deepEqual([link?.bucket, link?.key, link?.download, link?.downloadKind], ["encrypted", "tenant1/", true, "tar.gz"]);
      assertNoRequest();
    });

    it("makes no raw link of a prefix, says why, and goes back to another place", async () => {
      await save();
      const { done } = await run("shareLink");
      await person.picks(says.place, "sj://encrypted/tenant1/");
      await person.picks(says.form, "Raw");
      await person.picks("Raw links need the key of one object", "Page");
      await person.leaves(`/${shownId}/`);
      assert.equal(await done, "nothing");
      await assertCopied("");
    });

    it("walks through what the satellite lists, page by page, and up again", async () => {
      await save(standIn.ready.rootGrant);
      const { done } = await run("shareLink");
      assertNoRequest();
      await person.picks(says.place, "List the Buckets…");
      const buckets = `The buckets of ${standIn.ready.satelliteNodeURL.slice(standIn.ready.satelliteID.length + 1)}`;
      assert.deepEqual(await labels(buckets), ["b⟨U+202E⟩$⟨(⟩gear) [x]⟨(⟩command:evil)", "encrypted", "many", "plain"]);
      await person.picks(buckets, "many");
      const many = "sj://many/";
      const first = await labels(many);
      assert.deepEqual([first[0], first[1], first.length, first.at(-1)], ["Share the whole bucket", "..", 103, "Load more (100 so far)"]);
      await person.picks(many, "Load more (100");
      await eventually(async () => ((await labels(many)).includes("Load more (200 so far)") ? true : undefined));
      await person.picks(many, "Load more (200");
      const all = await eventually(async () => ((await labels(many)).length === 252 ? labels(many) : undefined));
      assert.deepEqual([all[2], all[3], all.at(-1)], ["object-00000", "object-00001", "object-00249"]);
      await person.picks(many, "..");
      await person.picks(buckets, "encrypted");
      await person.picks("sj://encrypted/", "tenant1/");
      await person.picks("sj://encrypted/tenant1/", "sub/");
      await person.picks("sj://encrypted/tenant1/sub/", "b.txt");
      await person.picks(says.form, "Raw");
      await ticks("download");
      await person.picks("?download=1", "Open in Browser");
      assert.equal(await done, "nothing");
      const [url] = opened;
      assert.ok(url === `https://link.storjshare.io/raw/${accessKeyId}/encrypted/tenant1/sub/b.txt?download=1`);
      // Nothing for going up.
      assert.deepEqual(asked().slice(-7), ["ListBuckets", ...Array<string>(6).fill("ListObjects")]);
    });

    it("shows hostile names as themselves, and writes them into the link so that the service reads them back", async () => {
      await save();
      const { done } = await run("shareLink");
      await person.picks(says.place, "List sj://encrypted/tenant1/…");
      const here = "sj://encrypted/tenant1/";
      assert.deepEqual((await labels(here)).slice(1), [shownName, "..", "a.txt", "sub/"]);
      await person.picks(here, "$⟨(⟩gear)");
      await person.picks(says.form, "Page");
      await ticks();
      await person.picks(`/s/${shownId}/`, "Open in Browser");
      await done;
      const url = String(opened[0]);
      assert.ok(url.startsWith(`https://link.storjshare.io/s/${accessKeyId}/encrypted/tenant1/`) && !url.includes("#") && !url.includes("?"));
      assert.equal(parseLink(url)?.key, `tenant1/${hostileName}`);
      assert.equal(decodeURIComponent(new URL(url).pathname.split("/").at(-1) ?? ""), hostileName);
    });

    it("refuses an object that no URL reaches, and one outside of the grant, while it is typed", async () => {
      await save();
      const { done } = await run("shareLink");
      await person.picks(says.place, "List sj://encrypted/tenant1/…");
      await person.picks("sj://encrypted/tenant1/", "..");
      await person.presses("no URL reaches a key with . or .. between slashes");
      await person.typesInVain(says.place, "sj://encrypted/tenant2/c.txt");
      await eventually(() => seen.find((text) => text.includes("sj://encrypted/tenant2/c.txt is outside of what the grant reaches.")));
      await person.types(says.place, "sj://encrypted/tenant1/a.txt");
      await person.leaves(says.form);
      assert.equal(await done, "nothing");
    });

    it("asks a satellite that nobody knows only once the person has agreed", async () => {
      services.approved.has = () => false;
      await save();
      const { done } = await run("shareLink");
      await person.picks(says.place, "List sj://encrypted/tenant1/…");
      await person.presses("Ask the satellite 127.0.0.1");
      await person.leaves(says.place);
      assert.equal(await done, "nothing");
      assertNoRequest();
    });

    it("tells why nothing was listed, in words that the satellite can't make live, and asks for the place again", async () => {
      await save();
      standIn.faults.satellite = { code: 13, text: `no ${hostileName}` };
      const { done } = await run("shareLink");
      await person.picks(says.place, "List sj://encrypted/tenant1/…");
      assert.match(await person.reads("sj://encrypted/tenant1/ was not listed"), /\$⟨\(⟩gear\) \[x\]⟨\(⟩command:evil\)/);
      standIn.faults.satellite = "silence";
      const cancelled = cancelsNext(() => eventually(() => (standIn.connections() > connections + 1 ? true : undefined)));
      await person.picks(says.place, "List sj://encrypted/tenant1/…");
      await cancelled;
      await person.leaves(says.place);
      assert.equal(await done, "nothing");
    });

    it("leaves nothing half done where the person leaves, wherever that is", async () => {
      await save();
      const steps: (() => Promise<void>)[] = [
        () => person.picks(says.place, "List sj://encrypted/tenant1/…"),
        () => person.picks("sj://encrypted/tenant1/", "a.txt"),
        () => person.picks(says.form, "Page"),
        () => ticks("map", "width"),
        () => person.types("how many pixels wide", "300"),
      ];
      const questions = [says.place, "sj://encrypted/tenant1/", says.form, `/${shownId}/`, "how many pixels wide", "?map=1&width=300"];
      for (const [at, question] of questions.entries()) {
        const { done } = await run("shareLink");
        for (const step of steps.slice(0, at)) await step();
        await person.leaves(question);
        assert.equal(await done, "nothing");
        await assertCopied("");
      }
      assert.deepEqual(opened, []);
    });

    it("registers a grant without a public pair first, where the person wants that, and goes on with it", async () => {
      await set("storjGrants.edge.authService", standIn.ready.authURL);
      await services.vault.save({ kind: "grant", text: tenant({ ...readOnly, notAfter: instantFromMilliseconds(Date.now() + 8 * day) }) }, { label: "site" });
      const left = await run("shareLink", "site");
      await person.presses("“site” has no public access key id yet.");
      assert.equal(await left.done, "nothing");
      assertNoRequest();

      const { done } = await run("shareLink", "site");
      await person.presses("“site” has no public access key id yet.", "Register as Public…");
      await person.presses("Register “site” as public with", "Register as Public");
      await person.types(says.place, "sj://encrypted/tenant1/a.txt");
      await person.picks(says.form, "Page");
      const made = services.vault.all().find(({ credential }) => credential.kind === "s3");
      assert.ok(made?.credential.kind === "s3");
      leaks.guard(made.credential.accessKeyId, made.credential.secretKey);
      await person.picks(`/${made.credential.accessKeyId.slice(0, 4)}…`, "view");
      assert.match((await person.choices("?wrap=0")).join(), /Copy Link/);
      await person.picks("?wrap=0", "Copy Link");
      assert.equal(await done, "nothing");
      assert.ok((await copied()) === `https://link.storjshare.io/s/${made.credential.accessKeyId}/encrypted/tenant1/a.txt?wrap=0`);
      assert.ok(seen.some((text) => /^works until .* · in 7 days$/.test(text)));
    });

    it("goes to the link service of a satellite whose auth service the person has agreed to, if it is one, and the setting wins", async () => {
      const own = await startStandIn({ edge: true });
      const { rootGrant, satelliteID, satelliteNodeURL } = own.ready;
      const reader = serializeGrant(restrictGrant(parseGrant(rootGrant), { ...readOnly, notAfter: instantFromMilliseconds(Date.now() + day) }, []));
      leaks.guard(reader);
      await services.approved.add(satelliteID, satelliteNodeURL.slice(satelliteID.length + 1));
      await services.vault.save({ kind: "grant", text: reader }, { label: "site" });
      const { done } = await run("shareLink", "site");
      await person.presses("“site” has no public access key id yet.", "Register as Public…");
      await person.presses("Use the auth service", "Use It");
      await person.presses("Register “site” as public with", "Register as Public");
      await person.types(says.place, "sj://encrypted/tenant1/a.txt");
      await person.picks(says.form, "Page");
      for (const { credential } of services.vault.all()) if (credential.kind === "s3") leaks.guard(credential.accessKeyId, credential.secretKey);
      await person.leaves("http://127.0.0.1:1/public/s/");
      assert.equal(await done, "nothing");
      await own.stop();

      await set("storjGrants.edge.linkSharing", "https://links.example.com");
      const again = await run("shareLink", "site");
      await person.types(says.place, "sj://encrypted/tenant1/a.txt");
      await person.picks(says.form, "Page");
      await person.leaves("links.example.com/s/");
      assert.equal(await again.done, "nothing");

      await set("storjGrants.edge.linkSharing", undefined);
      await forgetEverything(services);
      await save(tenant(), { isPublic: true, linkSharing: "http://evil.test/\u202e$(gear)" });
      const refused = await run("shareLink");
      assert.match(await person.reads("names a service whose address can't be used"), /http:\/\/evil\.test\/⟨U\+202E⟩\$⟨\(⟩gear\)/);
      await person.presses("names a service whose address can't be used");
      assert.equal(await refused.done, "nothing");
    });

    it("asks which pair of a grant that has several, and lists with the grant of a document though it is not saved", async () => {
      const text = tenant();
      await save(text);
      const { id = "" } = services.vault.all().find(({ label }) => label === "site") ?? {};
      const other = { kind: "s3", accessKeyId: demoAccessKeyId(), secretKey: demoSecretKey(), grant: id, isPublic: true } as const;
      leaks.guard(other.accessKeyId, other.secretKey);
      await services.vault.save(other, { label: "other" });
      await services.vault.save({ ...other, accessKeyId: demoAccessKeyId(), isPublic: false }, { label: "not public" });
      await services.vault.remove([id]);
      const { uri } = await openText(`grant = ${text}\n`);
      const done = call("storjGrants.shareLink", uri.toString(), "grant = ".length);
      assert.deepEqual([...(await labels("Share Link"))].sort(), ["other", "pair"]);
      await person.picks("Share Link", "other");
      await person.picks(says.place, "List sj://encrypted/tenant1/…");
      await person.picks("sj://encrypted/tenant1/", "Share this prefix");
      await person.picks(says.form, "Page");
      await person.picks(`/s/${other.accessKeyId.slice(0, 4)}…`, "cursor");
      await person.leaves("behind which name does the listing go on?");
      assert.equal(await done, "nothing");
    });

    it("explains that a pair has to be public, and takes one of which that is not known at the person's word", async () => {
      await save(tenant(), { isPublic: false });
      const first = await run("shareLink");
      assert.match(await person.reads("These S3 credentials are not public."), /registered as public, and for no others/);
      await person.presses("These S3 credentials are not public.");
      assert.equal(await first.done, "nothing");

      await forgetEverything(services);
      const both = `AWS_ACCESS_KEY_ID=${accessKeyId}\nAWS_SECRET_ACCESS_KEY=${secretKey}\n# storj\n`;
      const { uri } = await openText(both, ".env");
      const done = call("storjGrants.shareLink", uri.toString(), "AWS_ACCESS_KEY_ID=".length);
      await person.presses("It is not known whether these S3 credentials are public.", "It Is Public");
      assert.deepEqual(await labels(says.place), []);
      await person.types(says.place, "sj://photos/cat.jpg");
      await person.leaves(says.form);
      assert.equal(await done, "nothing");
    });

    it("makes no link that would open nothing: of a grant that is revoked, has expired, or can't read", async () => {
      const texts = [tenant({ ...readOnly, notAfter: instantFromMilliseconds(Date.now() - day) }), tenant({ allowUpload: true }), tenant()];
      const reasons = ["it has expired", "does not allow to read", "is revoked"];
      for (const [at, text] of texts.entries()) {
        await forgetEverything(services);
        await save(text);
        const site = services.vault.all().find(({ label }) => label === "site");
        if (at === 2) await services.vault.change(site?.id ?? "", { revokedAt: Date.now() });
        const { done } = await run("shareLink");
        await person.presses(reasons[at] ?? "");
        assert.equal(await done, "nothing");
      }
    });

    it("is not offered a registration first where nothing can be registered, and says why at once", async () => {
      for (const command of ["shareLink", "presignUrl"] as const) {
        const { record } = await services.vault.save({ kind: "grant", text: tenant() }, { label: "site" });
        await services.vault.change(record.id, { revokedAt: Date.now() });
        const { done } = await run(command, "site");
        await person.presses("It can't be registered: it is revoked, or what it was made from is. Choose another grant.");
        assert.equal(await done, "nothing");
        await forgetEverything(services);
      }
      // Nor where its pair is not public.
      await save(tenant(), { isPublic: false });
      await services.vault.change(services.vault.all().find(({ label }) => label === "site")?.id ?? "", { revokedAt: Date.now() });
      const { done } = await run("shareLink");
      await person.presses("No link was made, for it would open nothing: the grant that it was registered from is revoked.");
      assert.equal(await done, "nothing");
      assertNoRequest();
    });

    it("goes to the service that is set, and nowhere where that can't be used", async () => {
      await save();
      await set("storjGrants.edge.linkSharing", "http://links.example.com");
      const refused = await run("shareLink");
      await person.presses("storjGrants.edge.linkSharing is no address that can be used: “http://links.example.com");
      assert.equal(await refused.done, "nothing");
      await set("storjGrants.edge.linkSharing", "https://links.example.com/folder/");
      const { done } = await run("shareLink");
      await person.types(says.place, "sj://encrypted/tenant1/a.txt");
      await person.picks(says.form, "Raw");
      await ticks();
      await person.picks("links.example.com/folder/raw/", "Copy Link");
      await done;
      await assertCopied(`https://links.example.com/folder/raw/${accessKeyId}/encrypted/tenant1/a.txt`);
    });
  });

  describe("Custom Domain…", () => {
    it("gives the records one by one or as a zone file, and shows the key id by its ends only", async () => {
      await save(tenant(everyday));
      const { done } = await run("customDomain");
      assert.match(String(await person.typesInVain(says.host, "https://photos.example.com/")), /Write a host name/);
      await person.types("This one also allows: write, delete.", "photos.example.com");
      await person.picks(says.root, "sj://encrypted/tenant1/");
      assert.deepEqual(await labels(says.records), [
        "Copy All as a Zone File",
        "Copy Name: photos.example.com",
        "Copy Value: link.storjshare.io.",
        "Copy Name: txt-photos.example.com",
        "Copy Value: storj-root:encrypted/tenant1/",
        "Copy Name: txt-photos.example.com",
        `Copy Value: storj-access:${shownId}`,
        "Copy Name: txt-photos.example.com",
        "Copy Value: storj-tls:true",
      ]);
      await person.picks(says.records, "Copy Value: storj-access:");
      await eventually(async () => ((await copied()) === `storj-access:${accessKeyId}` ? true : undefined));
      await person.picks("Copied: storj-access:", "Copy All as a Zone File");
      await eventually(async () => ((await copied()).split("\n").length > 4 ? true : undefined));
      const zone = await copied();
      assert.ok(zone.includes(`storj-access:${accessKeyId}`) && zone.includes("txt-photos.example.com.") && zone.includes("CNAME"));
      await person.leaves("Copied: all records");
      assert.equal(await done, "nothing");
      assertNoRequest();
    });

    it("takes no object and nothing that DNS can't hold for the root", async () => {
      await save(standIn.ready.rootGrant);
      const { done } = await run("customDomain");
      await person.types(says.host, "photos.example.com");
      await person.typesInVain(says.root, "sj://encrypted/tenant1/a.txt");
      await eventually(() => seen.find((text) => text.includes("is one object: choose a bucket or a prefix")));
      await person.types(says.root, "sj://encrypted/\"ü\"/");
      await person.presses("No records were made");
      await person.leaves(says.root);
      assert.equal(await done, "nothing");
    });
  });

  describe("Presign URL…", () => {
    it("signs a download offline, which the decoder reads back", async () => {
      await save(tenant(), {});
      const { done } = await run("presignUrl");
      await person.picks(says.method, "GET");
      await person.types(says.place, `sj://encrypted/tenant1/${hostileName}`);
      await person.picks(says.span, "1 day");
      await person.picks("GET sj://encrypted/tenant1/", "Open in Browser");
      assert.equal(await done, "nothing");
      const url = parsePresignedUrl(String(opened[0]));
      const { host, bucket, key, expiresSeconds } = url ?? {};
      assert.deepEqual({ host, bucket, key, expiresSeconds }, { host: "gateway.storjshare.io", bucket: "encrypted", key: `tenant1/${hostileName}`, expiresSeconds: 86_400 });
      assert.ok(url?.accessKeyId === accessKeyId);
      assertNoRequest();
    });

    it("takes both halves that stand in a document, the gateway that is set, and a time that is typed", async () => {
      await set("storjGrants.edge.gateway", "https://s3.example.com");
      const both = `AWS_ACCESS_KEY_ID=${accessKeyId}\nAWS_SECRET_ACCESS_KEY=${secretKey}\n# storj\n`;
      const { uri } = await openText(both, ".env");
      const done = call("storjGrants.presignUrl", uri.toString(), both.indexOf(secretKey));
      await person.picks(says.method, "HEAD");
      await person.types(says.place, "sj://photos/cat.jpg");
      await person.types(says.span, "+2h");
      assert.deepEqual(await labels("HEAD sj://photos/cat.jpg"), ["Copy URL"]);
      await person.picks("HEAD sj://photos/cat.jpg", "Copy URL");
      assert.equal(await done, "nothing");
      const url = parsePresignedUrl(await copied());
      assert.deepEqual([url?.host, url?.key, url?.expiresSeconds], ["s3.example.com", "cat.jpg", 7_200]);
    });

    it("names a new object in a prefix that the satellite lists, at the pair's own endpoint", async () => {
      await save(tenant(everyday), { endpoint: "https://gateway.example.com" });
      const { done } = await run("presignUrl", "site");
      await person.picks(says.method, "PUT");
      await person.picks(says.place, "List sj://encrypted/tenant1/…");
      await person.picks("sj://encrypted/tenant1/", "A new object in this prefix…");
      await person.types("The name of the new object in sj://encrypted/tenant1/", "new.txt");
      await person.picks(says.span, "7 days");
      await person.picks("PUT sj://encrypted/tenant1/new.txt", "Copy URL");
      assert.equal(await done, "nothing");
      const url = parsePresignedUrl(await copied());
      assert.deepEqual([url?.host, url?.key, url?.expiresSeconds], ["gateway.example.com", "tenant1/new.txt", 604_800]);
    });

    it("warns of what the grant does not allow, and lasts no longer than it", async () => {
      await save(tenant({ ...readOnly, notAfter: instantFromMilliseconds(Date.now() + 2 * day) }), {});
      const { done } = await run("presignUrl");
      assert.deepEqual((await person.choices(says.method)).map((choice) => choice.includes("its grant does not allow that")), [false, true, false, true]);
      await person.picks(says.method, "DELETE");
      await person.presses("The grant does not allow to delete.");
      await person.picks(says.method, "DELETE");
      await person.presses("The grant does not allow to delete.", "Presign Anyway");
      await person.types(says.place, "sj://encrypted/tenant1/a.txt");
      assert.deepEqual(await labels(says.span), ["1 hour", "1 day", "As long as the credentials themselves"]);
      await person.typesInVain(says.span, "+7d");
      await eventually(() => seen.find((text) => text.includes("The credentials themselves end")));
      await person.typesInVain(says.span, "");
      await person.picks(says.span, "As long as the credentials");
      await person.picks("DELETE sj://", "Copy URL");
      await done;
      const seconds = parsePresignedUrl(await copied())?.expiresSeconds ?? 0;
      assert.ok(seconds <= (2 * day) / 1_000 && seconds > (2 * day) / 1_000 - 60);
    });

    it("says what is missing where half a pair stands alone, and leaves nothing where the person leaves", async () => {
      const { uri } = await openText(`# storj s3\nAWS_ACCESS_KEY_ID=${accessKeyId}\n`, ".env");
      const half = call("storjGrants.presignUrl", uri.toString(), "# storj s3\nAWS_ACCESS_KEY_ID=".length);
      await person.presses("The other half of these S3 credentials does not stand near");
      assert.equal(await half, "nothing");
      await closeEverything();
      await save();
      const steps = [() => person.picks(says.method, "GET"), () => person.types(says.place, "sj://encrypted/tenant1/a.txt"), () => person.picks(says.span, "1 hour")];
      for (const [at, question] of [says.method, says.place, says.span, "GET sj://encrypted/tenant1/a.txt"].entries()) {
        const { done } = await run("presignUrl");
        for (const step of steps.slice(0, at)) await step();
        await person.leaves(question);
        assert.equal(await done, "nothing");
      }
      await assertCopied("");
      assert.deepEqual(opened, []);
    });
  });

  it("is told to click something where nothing is there to hand out", async () => {
    for (const command of ["shareLink", "customDomain", "presignUrl"]) {
      const done = call(`storjGrants.${command}`, "untitled:nothing", 7);
      await person.presses("There is neither an access grant nor a pair of S3 credentials here");
      assert.equal(await done, "nothing");
    }
  });
});
