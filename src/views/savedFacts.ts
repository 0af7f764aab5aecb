import { GrantError, parseApiKey, parseGrant } from "../grant";
import { type KeyFacts, keyFacts } from "../decoder/keyFacts";
import type { SavedRecord } from "../vault/record";

const read = new WeakMap<SavedRecord, KeyFacts | undefined>();

/** What a saved grant or API key says, read once for each record; undefined for an S3 pair, and where it can't be read. */
export function factsOfRecord(record: SavedRecord): KeyFacts | undefined {
  if (!read.has(record)) read.set(record, readFacts(record));
  return read.get(record);
}

/** Reads what each record says, a step each: a thousand of them take longer than a slice. */
export function* readRecords(records: readonly SavedRecord[]): Generator<void, void> {
  for (const record of records) {
    factsOfRecord(record);
    yield;
  }
}

function readFacts({ credential }: SavedRecord): KeyFacts | undefined {
  try {
    if (credential.kind === "grant") {
      const grant = parseGrant(credential.text);
      return keyFacts(grant.macaroon, grant);
    }
    return credential.kind === "apiKey" ? keyFacts(parseApiKey(credential.text), undefined) : undefined;
  } catch (error) {
    if (error instanceof GrantError) return undefined;
    throw error;
  }
}
