import bs58 from "bs58";
import { describe } from "../../src/decoder/describe";
import { decodeText } from "../../src/decoder/decodeText";
import { findingsOf } from "../../src/decoder/findings";
import { factsOf } from "../../src/decoder/factsOf";
import { keyFacts } from "../../src/decoder/keyFacts";
import { pageAsMarkdown } from "../../src/decoder/page";
import { hintOf, lensOf } from "../../src/decoder/summary";
import { inEnglish, type Voice } from "../../src/decoder/voice";
import {
  decodeBase58,
  encodeBase58,
  type Grant,
  parseGrant,
  restrictGrant,
  serializeGrant,
} from "../../src/grant";
import type { Credential, GrantCredential } from "../../src/decoder/credential";
import { detectAll } from "../support/detectAll";
import { prefix, readOnly } from "../support/demoCredentials";
import type { GoTimes } from "./goTimes";
import { measure, measureOnce } from "./measure";
import { findProgram, timeOfProgram } from "./programs";
import type { Row, Section } from "./report";
import { makeGrant, makeTenants, type SampleGrant } from "./texts";

const voice = (now: number): Voice => ({ t: inEnglish, now, locale: "en-GB", timeZone: undefined });

/** From a grant's text to all that is shown of it: hint, lens, Problems and hover. */
function decodeAndDescribe(text: string, now: number): string {
  const decoded = decodeText(text);
  if (decoded.kind !== "grant") throw new Error("the bench's own grant can't be decoded");
  const credential: GrantCredential = { kind: "grant", start: 0, end: text.length, text, grant: decoded.grant, expected: undefined };
  return showAll(credential, now);
}

function showAll(credential: Credential, now: number): string {
  const facts = factsOf(credential);
  const seen = voice(now);
  return [
    hintOf(credential, facts, seen).text,
    lensOf(credential, facts, seen).text,
    ...findingsOf(credential, facts, seen).map(({ message }) => message),
    pageAsMarkdown(describe(credential, facts, seen), ""),
  ].join("\n");
}

/** Milliseconds: one grant read, described and restricted, beside the Go library doing the like. */
export function credentialTimes(now: number, sample: SampleGrant, go: GoTimes): Section {
  const { text, bucket, innerPrefix } = sample;
  const first = measureOnce(() => decodeAndDescribe(text, now));
  const grant = parseGrant(text);
  const narrow = (): Grant => restrictGrant(grant, readOnly, [prefix(bucket, innerPrefix)]);
  const base58 = measure(() => bs58.decode(text));
  const toGo = (what: string): string => go.missing ?? what;
  return {
    title: "One grant of 644 characters",
    unit: "ms",
    rows: [
      { what: "decode and describe", budget: 1, measured: measure(() => decodeAndDescribe(text, now)), reference: "bs58 alone", referenceMeasured: base58 },
      { what: "  the first time in a process", measured: first },
      { what: "  decode", measured: measure(() => parseGrant(text)), reference: toGo("Go: uplink.ParseAccess"), referenceMeasured: go.parse },
      { what: "  read the facts", measured: measure(() => keyFacts(grant.macaroon, grant)) },
      { what: "restrict with a prefix", budget: 1, measured: measure(() => serializeGrant(narrow())), reference: toGo("Go: Access.Share"), referenceMeasured: go.restrict },
      { what: "  without writing its text", measured: measure(narrow), reference: toGo("Go: Access.Share"), referenceMeasured: go.restrict },
    ],
    notes: ["Go's times are of the library calls alone, inside the oracle; Share does not write a text."],
  };
}

/** Milliseconds: a hover where a file holds two hundred grants. */
export function hoverTimes(now: number): Section {
  const text = makeTenants(200, now);
  const { credentials } = detectAll(text);
  const middle = credentials[100];
  if (credentials.length !== 200 || !middle) throw new Error("the bench's own grants are not found");
  const hover = (): string => {
    const at = middle.start + 10;
    const found = credentials.find(({ start, end }) => start <= at && at <= end);
    if (!found) throw new Error("no grant under the mouse");
    return pageAsMarkdown(describe(found, factsOf(found), voice(now)), "");
  };
  const scan = measure(() => detectAll(text).credentials.map((credential) => factsOf(credential)));
  return {
    title: "A file of 200 grants of 644 characters",
    unit: "ms",
    rows: [
      { what: "hover, the version scanned already", budget: 5, measured: measure(hover), ...uplinkInspect(middle.text) },
      { what: "scan of a new version, in slices of 20 ms", measured: scan },
    ],
    notes: ["One scan of a document's version serves every surface."],
  };
}

/** What people have without the extension: a process for each grant. */
function uplinkInspect(grant: string): Pick<Row, "reference" | "referenceMeasured"> {
  const program = findProgram(["uplink"]);
  if (program === undefined) return { reference: "uplink access inspect: not installed (the design: 5.5 ms)" };
  return { reference: "uplink access inspect", referenceMeasured: timeOfProgram(program, ["access", "inspect", grant], ".", 9) };
}

/** Milliseconds: base58 of our own, several digits a step, beside the package that it replaces. */
export function base58Times(now: number): Section {
  const rows = [makeGrant(now).text, makeGrant(now).text.repeat(7).slice(0, 4095)].flatMap((text) => {
    const bytes = decodeBase58(text);
    return [
      {
        what: `decode ${text.length} characters`,
        measured: measure(() => decodeBase58(text)),
        reference: "bs58.decode",
        referenceMeasured: measure(() => bs58.decode(text)),
      },
      {
        what: `encode ${bytes.length} bytes`,
        measured: measure(() => encodeBase58(bytes)),
        reference: "bs58.encode",
        referenceMeasured: measure(() => bs58.encode(bytes)),
      },
    ];
  });
  return { title: "Base58 of our own", unit: "ms", rows };
}
