// Grants and API keys of the subject's, and the satellite asked with them.
import {
  byteString,
  type Bytes,
  type Grant,
  type Macaroon,
  parseApiKey,
  parseGrant,
  parseNodeUrl,
  type Permission,
  restrictApiKey,
  restrictGrant,
  serializeMacaroon,
  utf8,
} from "../../src/grant";
import { systemClock } from "../../src/platform/clock";
import { satelliteAddress } from "../../src/satellite/address";
import { type Caller, MetainfoError, projectInfo } from "../../src/satellite/metainfo";

/** Longer than any answer takes, shorter than a test may. */
const deadlineMs = 15_000;

export const everything: Permission = { allowDownload: true, allowUpload: true, allowList: true, allowDelete: true };
export const reading: Permission = { allowDownload: true, allowList: true };

/** `key`, asking the satellite of a node URL. */
export function callerTo(nodeUrl: string, key: Macaroon | Bytes): Caller {
  const satellite = satelliteAddress(parseNodeUrl(nodeUrl));
  if (satellite === undefined) throw new Error(`no address of a satellite: ${nodeUrl}`);
  return { satellite, apiKey: key instanceof Uint8Array ? key : serializeMacaroon(key), deadlineMs, clock: systemClock };
}

/** A grant, asking its own satellite. */
export function callerOf({ satelliteAddress: address, macaroon }: Grant): Caller {
  return callerTo(byteString(address), macaroon);
}

/** The same grant for fewer things: another tail each time, which nobody has used before. */
export function restricted(grant: Grant | string, permission: Permission, ...prefixes: readonly (readonly [string, string])[]): Grant {
  const from = typeof grant === "string" ? parseGrant(grant) : grant;
  return restrictGrant(from, permission, prefixes.map(([bucket, prefix]) => ({ bucket: utf8(bucket), prefix: utf8(prefix) })));
}

/** A child of an API key in text, with a tail that nobody has used before. */
export function childOf(apiKey: string | Macaroon, permission: Permission = everything): Macaroon {
  return restrictApiKey(typeof apiKey === "string" ? parseApiKey(apiKey) : apiKey, permission, []);
}

/** The code of a call's error, or "ok". */
export async function outcome(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return "ok";
  } catch (error) {
    if (error instanceof MetainfoError) return error.code;
    throw error;
  }
}

/** A call's error, in the satellite's own words. */
export async function refusal(call: Promise<unknown>): Promise<{ code: string; words: string | undefined }> {
  try {
    await call;
  } catch (error) {
    if (error instanceof MetainfoError) return { code: error.code, words: error.outside };
    throw error;
  }
  throw new Error("it was not refused");
}

/** Whether the satellite takes a key at all. */
export const works = (caller: Caller): Promise<string> => outcome(projectInfo(caller));
