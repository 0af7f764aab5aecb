import bs58 from "bs58";
import { inEnglish, type Voice } from "../../src/decoder/voice";
import { type Grant, grantFingerprint, parseGrant, restrictGrant, serializeGrant } from "../../src/grant";
import { type SavedRecord, writeKey, writeRecord } from "../../src/vault/record";
import { nextChange, summaryOf } from "../../src/views/savedSummary";
import { type Saved, savedTree } from "../../src/views/savedTree";
import { prefix, readOnly } from "../support/demoCredentials";
import { SecretsInMemory, vaultInMemory } from "../support/vaultInMemory";
import { measure, measureOnce, measurePromise } from "./measure";
import type { Section } from "./report";
import { makeGrant } from "./texts";

const count = 1000;
/** How many lines a high window shows. */
const visible = 50;

/** A hundred families of ten: a grant of 644 characters, and nine that were made from it. */
function makeRecords(now: number): SavedRecord[] {
  return Array.from({ length: count / 10 }, (_, family) => {
    const { text, bucket, innerPrefix } = makeGrant(now);
    const parent = parseGrant(text);
    const narrowed = (at: number): Grant => restrictGrant(parent, readOnly, [prefix(bucket, `${innerPrefix}${at}/`)]);
    return [parent, ...Array.from({ length: 9 }, (__, at) => narrowed(at))].map((grant, at): SavedRecord => {
      const credential = { kind: "grant", text: serializeGrant(grant) } as const;
      const label = `tenant ${family}.${at}`;
      return { id: grantFingerprint(grant), generation: "00000000", credential, label, savedAt: now };
    });
  }).flat();
}

/** Milliseconds: the view of 1,000 saved grants, from SecretStorage to the lines that are seen. */
export async function savedTimes(now: number): Promise<Section> {
  const voice: Voice = { t: inEnglish, now, locale: "en-GB", timeZone: undefined };
  const records = makeRecords(now);
  const entries = records.map((record) => [writeKey(record), writeRecord(record)] as const);
  const texts = records.map(({ credential }) => (credential.kind === "s3" ? "" : credential.text));
  const savedOf = (all: readonly SavedRecord[]): Saved => ({
    all: () => all,
    find: () => undefined,
    broken: () => [],
    lost: () => [],
  });
  const arrange = (all: readonly SavedRecord[]): unknown => savedTree(savedOf(all), { order: "lineage", filter: "" }, voice);
  // What a record says is read once for each object.
  const unread = (): SavedRecord[] => records.map((record) => ({ ...record }));
  const first = measureOnce(() => arrange(unread()));
  const load = await measurePromise(() => vaultInMemory(new SecretsInMemory(entries)).load());
  return {
    title: `${count} saved grants of 644 characters and more`,
    unit: "ms",
    rows: [
      {
        what: "load from a SecretStorage in memory",
        measured: load,
        reference: "JSON.parse alone",
        referenceMeasured: measure(() => entries.map(([, value]) => JSON.parse(value) as unknown)),
      },
      {
        what: "read what each says, and arrange all of them",
        measured: measure(() => arrange(unread())),
        reference: "bs58.decode alone",
        referenceMeasured: measure(() => texts.map((text) => bs58.decode(text))),
      },
      { what: "  the first time in a process", measured: first },
      { what: "arrange them again, after a change", measured: measure(() => arrange(records)) },
      {
        what: `the ${visible} lines that are seen, and when one of all changes`,
        measured: measure(() => [records.slice(0, visible).map((record) => summaryOf(record, voice)), nextChange(records, voice)]),
      },
    ],
  };
}
