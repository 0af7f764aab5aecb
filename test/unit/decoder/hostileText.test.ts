import assert from "node:assert/strict";
import fc from "fast-check";
import type { Credential } from "../../../src/decoder/credential";
import { describe as describeCredential, describeKey } from "../../../src/decoder/describe";
import { findingsOf } from "../../../src/decoder/findings";
import type { KeyFacts } from "../../../src/decoder/keyFacts";
import { parseLink } from "../../../src/decoder/link";
import { pageAsMarkdown, pageAsText } from "../../../src/decoder/page";
import { parsePresignedUrl } from "../../../src/decoder/presignedUrl";
import { hintOf, lensOf, longestHint } from "../../../src/decoder/summary";
import { prefixLabel, prefixRefusal, restrictCredential } from "../../../src/commands/restricting/restriction";
import {
  buildGrant,
  type Bytes,
  type CaveatPath,
  type Grant,
  limitStore,
  noBytes,
  pathCipher,
  type SharePrefix,
  Store,
  utf8,
} from "../../../src/grant";
import { showOutside } from "../../../src/platform/showOutside";
import { caveat, chain, factsOfGrant, now, voiceAt } from "../../support/chains";
import { demoAccessKeyId, demoCredentials, us1 } from "../../support/demoCredentials";
import { hostileText } from "../platform/hostileText";

/** VS Code's own expressions, from the files that showOutside.ts names. */
const ICON = /(\\)?\$\(([A-Za-z0-9-]+(?:~[A-Za-z]+)?)\)/;
const LINK = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/i;
const HIDDEN = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;

function assertHarmless(text: string, longest: number): void {
  assert.doesNotMatch(text, HIDDEN);
  assert.doesNotMatch(text, ICON);
  assert.doesNotMatch(text, LINK);
  assert.ok(text.length <= longest, `${String(text.length)} characters`);
}

/** Markdown in which nothing is live but our own bold labels and list marks. */
function assertInert(markdown: string): void {
  for (const line of markdown.split("\n")) {
    assert.ok(line.length <= 3_000);
    const rest = line
      .replaceAll("&nbsp;", " ")
      .replace(/\\[!-/:-@[-`{-~]/g, "x")
      .replace(/^- /, "")
      .replace(/ {2}$/, "")
      .replace(/:?\*\*/g, "");
    assert.doesNotMatch(rest, /[!-/:-@[-`{-~]/, line);
    assert.doesNotMatch(rest, HIDDEN);
  }
}

function assertHarmlessEverywhere(credential: Credential, facts: KeyFacts | undefined): void {
  const voice = voiceAt();
  assertHarmless(hintOf(credential, facts, voice).text, longestHint);
  assertHarmless(lensOf(credential, facts, voice).text, 300);
  for (const { message } of findingsOf(credential, facts, voice)) assertHarmless(message, 500);
  const page = describeCredential(credential, facts, voice);
  for (const line of pageAsText(page).split("\n")) assertHarmless(line, 1_002);
  assertInert(pageAsMarkdown(page, ""));
  if (facts) for (const line of pageAsText(describeKey(facts, voice)).split("\n")) assertHarmless(line, 1_002);
}

const bytes = fc.oneof(
  { weight: 4, arbitrary: hostileText.map(utf8) },
  fc.uint8Array({ maxLength: 40 }),
  hostileText.map((text) => utf8(text.repeat(40))),
);

/** A grant that may read a prefix, and has the key for it if it is to. */
function grantFor(bucket: Bytes, path: Bytes, cipher: number, hasKey: boolean, satellite: Bytes): Grant {
  const store = new Store(undefined, cipher);
  const key = new Uint8Array(32).fill(1);
  if (hasKey) store.add({ bucket, unencryptedPath: path, encryptedPath: path, key, pathCipher: cipher });
  return made(store, satellite, { bucket, encryptedPathPrefix: path });
}

/** As grants are read, but without their texts: base58 takes time with the square of the length. */
function made(store: Store, satellite: Bytes, ...allowedPaths: CaveatPath[]): Grant {
  const macaroon = chain(...(allowedPaths.length > 0 ? [caveat({ allowedPaths })] : []));
  return { ...buildGrant(satellite, macaroon, store), store: limitStore(store, macaroon) };
}

function asCredential(grant: Grant): { readonly credential: Credential; readonly facts: KeyFacts } {
  return {
    credential: { kind: "grant", start: 0, end: 1, text: "1", grant, expected: undefined },
    facts: factsOfGrant(grant),
  };
}

/** Of unpaired surrogates UTF-8 keeps nothing. */
const wellFormed = (text: string): string => new TextDecoder().decode(utf8(text));

describe("hostile text in a grant", function () {
  this.timeout(20_000);

  it("is harmless on every surface: bucket, path and satellite, with and without its key", () => {
    const cipher = fc.constantFrom(pathCipher.null, pathCipher.aesGcm);
    const satellite = fc.oneof(
      bytes.filter(({ length }) => length > 0),
      hostileText.map((text) => utf8(us1.replace("us1.storj.io", text))),
    );
    fc.assert(
      fc.property(bytes, bytes, satellite, cipher, fc.boolean(), (bucket, path, address, pathCipherOfIt, hasKey) => {
        const { credential, facts } = asCredential(grantFor(bucket, path, pathCipherOfIt, hasKey, address));
        assertHarmlessEverywhere(credential, facts);
      }),
      { numRuns: 300 },
    );
  });

  it("is shown as itself", () => {
    fc.assert(
      fc.property(
        hostileText.map(wellFormed),
        hostileText.map(wellFormed).filter((text) => text !== ""),
        (bucket, path) => {
          const names = [showOutside(bucket), showOutside(path)];
          fc.pre(names.every((name) => name.length <= 40));
          const grant = grantFor(utf8(bucket), utf8(path), pathCipher.null, true, utf8(us1));
          const { credential, facts } = asCredential(grant);
          const name = `${names.join("/")}${path.endsWith("/") ? "" : "/"}`;
          const page = describeCredential(credential, facts, voiceAt());
          assert.ok(pageAsText(page).includes(`  Prefix: sj://${name} · key present\n`));
          const drawn = pageAsMarkdown(page, "").replaceAll("&nbsp;", " ").replace(/\\(.)/g, "$1");
          assert.ok(drawn.includes(`- **Prefix:** sj://${name} · key present\n`));
          assert.ok(lensOf(credential, facts, voiceAt()).text.includes(` › ${name}`));
          const leak = findingsOf(credential, facts, voiceAt()).find(({ code }) => code === "sibling-leak");
          if (leak) assert.ok(leak.message.includes(`encrypted: ${name} also matches its siblings`));
          else assert.ok(path.endsWith("/"));
        },
      ),
      { numRuns: 300 },
    );
  });

  it("is harmless 300 times over, and with names of thousands of characters", () => {
    const evil = "[x](command:evil)$(gear)<img>\u202E`|*_\n";
    const prefixes = Array.from({ length: 300 }, (_, at) => ({
      bucket: utf8(`${evil}${at < 3 ? "b".repeat(5_000) : ""}`),
      encryptedPathPrefix: utf8(`${evil}${String(at)}`),
    }));
    const keyed = new Store(undefined, pathCipher.null);
    for (const { bucket, encryptedPathPrefix: path } of prefixes) {
      keyed.add({
        bucket,
        unencryptedPath: path,
        encryptedPath: path,
        key: new Uint8Array(32),
        pathCipher: pathCipher.null,
      });
    }
    const satellite = utf8(evil.repeat(99));
    for (const grant of [
      made(keyed, satellite, ...prefixes),
      made(new Store(undefined, pathCipher.null), satellite, ...prefixes),
      made(keyed, satellite),
    ]) {
      const { credential, facts } = asCredential(grant);
      assertHarmlessEverywhere(credential, facts);
    }
  });
});

describe("hostile text in a URL", function () {
  this.timeout(20_000);

  const id = demoAccessKeyId();
  const span = { start: 0, end: 1, text: "x" };

  it("is harmless in a link: bucket, key, and the names and values of parameters", () => {
    fc.assert(
      fc.property(hostileText, hostileText, hostileText, fc.constantFrom("s", "raw"), (bucket, key, name, form) => {
        const encoded = [bucket, key, name].map((text) =>
          encodeURIComponent(wellFormed(text)).replaceAll("%2F", "%252F"),
        );
        const url = `https://link.storjshare.io/${form}/${id}/${encoded[0] as string}/${encoded[1] as string}?${encoded[2] as string}=1&path=${encoded[2] as string}`;
        const link = parseLink(url);
        assert.ok(link);
        assertHarmlessEverywhere({ ...span, kind: "link", link, grant: undefined }, undefined);
      }),
      { numRuns: 300 },
    );
  });

  it("is harmless in a presigned URL and in its host", () => {
    const { presignedUrl } = demoCredentials(now);
    fc.assert(
      fc.property(hostileText, hostileText, (host, key) => {
        const path = encodeURIComponent(wellFormed(key));
        const url = parsePresignedUrl(presignedUrl.replace("/photos/tenant1/cat.jpg", () => `/${path}/${path}`));
        assert.ok(url);
        assertHarmlessEverywhere({ ...span, kind: "presignedUrl", url: { ...url, host } }, undefined);
      }),
      { numRuns: 300 },
    );
  });

  it("is harmless in a node URL", () => {
    fc.assert(
      fc.property(hostileText, (address) => {
        const url = {
          id: undefined,
          address,
          noiseProtocol: 0n,
          noisePublicKey: noBytes,
          debounceLimit: 0n,
          features: 0n,
        };
        assertHarmlessEverywhere({ ...span, kind: "nodeUrl", url }, undefined);
      }),
      { numRuns: 200 },
    );
  });
});

describe("hostile text in a restriction", function () {
  this.timeout(20_000);

  it("is harmless in labels, refusals and warnings", () => {
    fc.assert(
      fc.property(bytes, bytes, fc.boolean(), (bucket, prefix, isOwn) => {
        const source = factsOfGrant(grantFor(bucket, isOwn ? prefix : utf8("own"), pathCipher.null, true, utf8(us1)));
        const chosen: SharePrefix = { bucket, prefix };
        assertHarmless(prefixLabel(chosen, voiceAt()), 410);
        assertHarmless(prefixRefusal(source, chosen, voiceAt()) ?? "", 1_000);
        const limits = { notBefore: undefined, notAfter: undefined, maxObjectTtl: undefined };
        const result = restrictCredential(
          source,
          { flags: ["allowDownload"], prefixes: [chosen], ...limits },
          voiceAt(),
        );
        for (const text of "refusal" in result ? [result.refusal] : result.leaks) assertHarmless(text, 1_000);
      }),
      { numRuns: 300 },
    );
  });
});
