import { decodeBase58Check, encodeBase58Check } from "./base58check";
import { type Macaroon, readMacaroon, writeMacaroon } from "./macaroon";
import type { PathCipher } from "./pathEncryption";
import { bytesField, type Field, lastBytes, messageField, readFields, UnreadableError, varintField } from "./protobuf";

/** An access grant; its keys stay the bytes that they are. */
export interface Grant {
  readonly satellite: string;
  readonly macaroon: Macaroon;
  readonly encryptionAccess: Buffer;
}

export function writeGrant({ satellite, macaroon, encryptionAccess }: Grant): string {
  const parts = [bytesField(1, Buffer.from(satellite)), bytesField(2, writeMacaroon(macaroon))];
  return encodeBase58Check(Buffer.concat([...parts, messageField(3, encryptionAccess)]));
}

/** Keys that open everything. */
export function encryptionAccess(defaultKey: Buffer, cipher: PathCipher): Buffer {
  return Buffer.concat([bytesField(1, defaultKey), varintField(3, cipher)]);
}

/** A grant, or why Go's uplink.ParseAccess refuses it, in its words; the keys are not looked at. */
export function readGrant(text: string): Grant | string {
  const bytes = decodeBase58Check(text);
  if (!bytes) return "uplink: invalid access grant format";
  let fields: readonly Field[];
  let keys: Buffer;
  try {
    fields = readFields(bytes);
    keys = lastBytes(fields, 3);
    readFields(keys);
  } catch (error) {
    if (!(error instanceof UnreadableError)) throw error;
    return "uplink: unable to unmarshal access grant: failed while parsing 0: failed to parse";
  }
  const satellite = lastBytes(fields, 1).toString().replace(/^storj:\/\//, "");
  if (!satellite) return "uplink: access grant is missing satellite address";
  const macaroon = readMacaroon(lastBytes(fields, 2));
  if (!macaroon) return "uplink: access grant has malformed api key: api key format: empty macaroon";
  return { satellite, macaroon, encryptionAccess: keys };
}
