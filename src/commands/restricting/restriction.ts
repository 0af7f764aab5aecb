import {
  type ActionName,
  actions,
  type Bytes,
  compareInstants,
  concat,
  derivePathKey,
  encryptPath,
  equalBytes,
  type Grant,
  GrantError,
  type Instant,
  instantFromMilliseconds,
  noBytes,
  parseSatelliteUrl,
  type Permission,
  type PermissionFlag,
  permissionFlags,
  restrictApiKey,
  restrictGrant,
  rewriteGrant,
  serializeApiKey,
  serializeGrant,
  type SharePrefix,
  startsWith,
} from "../../grant";
import { type KeyFacts, keyFacts } from "../../decoder/keyFacts";
import { keyState, prefixName, some } from "../../decoder/keyWords";
import type { Voice } from "../../decoder/voice";

/** The limits that a person has chosen so far. */
export interface Draft {
  readonly flags: readonly PermissionFlag[];
  readonly prefixes: readonly SharePrefix[];
  readonly notBefore: Instant | undefined;
  readonly notAfter: Instant | undefined;
  /** Nanoseconds. */
  readonly maxObjectTtl: bigint | undefined;
}

/**
 * A narrower credential. The text is the secret itself: it goes into the document or the clipboard and nowhere else.
 */
export interface Restricted {
  readonly text: string;
  readonly facts: KeyFacts;
  /** Prefixes that also match their siblings, since object keys are not encrypted. */
  readonly leaks: readonly string[];
}

/** Why a restriction is refused, as a plain sentence. */
export interface Refusal {
  readonly refusal: string;
}

const slash = 0x2f;

const flagOfDisallow = new Map(
  Object.entries(permissionFlags).map(([flag, disallow]) => [disallow, flag as PermissionFlag]),
);

/** The permission that allows an action; undefined for project info, which none forbids. */
export function flagOf(name: ActionName): PermissionFlag | undefined {
  const { disallow } = actions[name];
  return disallow && flagOfDisallow.get(disallow);
}

/** Go trims one trailing slash: the prefix `bob/` means everything below the component `bob`. */
function trimmed({ bucket, prefix }: SharePrefix): { bucket: Bytes; path: Bytes } {
  return { bucket, path: prefix.at(-1) === slash ? prefix.subarray(0, -1) : prefix };
}

/** How a chosen prefix is written to a person. */
export function prefixLabel(prefix: SharePrefix, voice: Voice): string {
  return `sj://${prefixName(trimmed(prefix), voice)}`;
}

/** The prefixes that a credential may reach and has keys for, as they can be chosen again. */
export function ownPrefixes(source: KeyFacts, voice: Voice): SharePrefix[] {
  const own =
    source.prefixes ??
    source.grant?.store.entries().map(({ bucket, unencryptedPath: path }) => ({ bucket, path, hasKey: true }));
  // Without its key none can be chosen: to find out why takes a second for a thousand.
  return (own ?? [])
    .filter(({ hasKey }) => hasKey || !source.grant)
    .flatMap(({ bucket, path }) =>
      path ? [{ bucket, prefix: path.length === 0 ? path : concat(path, Uint8Array.of(slash)) }] : [],
    )
    .filter((prefix) => prefixRefusal(source, prefix, voice) === undefined);
}

/** Why a prefix can't be chosen for a credential, to be said while it is typed. */
export function prefixRefusal(source: KeyFacts, prefix: SharePrefix, voice: Voice): string | undefined {
  const { t } = voice;
  const { bucket, path } = trimmed(prefix);
  const name = prefixLabel(prefix, voice);
  if (!source.grant && path.length > 0) {
    return t("{0}: an API key has no encryption keys, so only whole buckets can be named.", name);
  }
  const inBucket = source.prefixes?.filter((own) => equalBytes(own.bucket, bucket));
  if (inBucket?.length === 0) return t("{0} is outside: the bucket is not among those that it may reach.", name);
  let encrypted: Bytes;
  try {
    encrypted = source.grant ? encryptedWithKey(source.grant, bucket, path) : noBytes;
  } catch (error) {
    if (!(error instanceof GrantError)) throw error;
    if (error.code !== "missing-key") return t("{0} can't be encrypted with this grant's keys.", name);
    return `${t("{0} is outside: the grant has no encryption key for it.", name)}${reach(source, bucket, voice)}`;
  }
  if (inBucket?.some((own) => startsWith(encrypted, own.encryptedPath)) === false) {
    return `${t("{0} is outside: it may reach no more than its own prefixes.", name)}${reach(source, bucket, voice)}`;
  }
  return undefined;
}

/**
 * The prefix as the satellite sees it. The path of a whole bucket needs no key to be encrypted, and Go lets it pass
 * without one; what is made then opens nothing, so that the key is asked for too. Errors: `missing-key`, `cipher`,
 * `path`.
 */
function encryptedWithKey({ store }: Grant, bucket: Bytes, path: Bytes): Bytes {
  derivePathKey(store, bucket, path);
  return encryptPath(store, bucket, path);
}

/** A sentence about where in a bucket a credential reaches. */
function reach(source: KeyFacts, bucket: Bytes, voice: Voice): string {
  const entries = source.grant?.store.entries().map((entry) => ({ bucket: entry.bucket, path: entry.unencryptedPath }));
  const own = (source.prefixes ?? entries ?? []).filter((prefix) => equalBytes(prefix.bucket, bucket));
  const names = own.map((prefix) => `sj://${prefixName(prefix, voice, 80)}`);
  return names.length === 0 ? "" : ` ${voice.t("It reaches {0}.", some(names, 3, voice))}`;
}

/** Why nothing can be made from a credential, whatever the limits. */
export function sourceRefusal(source: KeyFacts, { t, now }: Pick<Voice, "t" | "now">): string | undefined {
  if (source.caveats.some((link) => !link.caveat))
    return t("One of its caveats can't be read: the satellite refuses everything made from it.");
  switch (keyState(source, now)) {
    case "dead":
      return t("It allows nothing, so nothing can be made from it.");
    case "expired":
      return t("It has expired, and so would everything made from it. Use one of its ancestors.");
    case "notYet":
    case "valid":
      return undefined;
  }
}

/** Why the times of a draft can't be, to be said while they are typed. */
export function timeRefusal(
  source: KeyFacts,
  { notBefore, notAfter }: Pick<Draft, "notBefore" | "notAfter">,
  voice: Voice,
): string | undefined {
  const { t, now } = voice;
  // The satellite lets the instant itself pass; but that is over before the grant can be used.
  if (notAfter && compareInstants(notAfter, instantFromMilliseconds(now)) <= 0)
    return t("It would have expired already.");
  if (notBefore && notAfter && compareInstants(notAfter, notBefore) < 0) return t("It would end before it begins.");
  if (notBefore && source.notAfter && compareInstants(source.notAfter, notBefore) < 0) {
    return t("It would begin after its parent has expired.");
  }
  if (notAfter && source.notBefore && compareInstants(notAfter, source.notBefore) < 0) {
    return t("It would end before its parent begins.");
  }
  return undefined;
}

function draftRefusal(source: KeyFacts, draft: Draft, voice: Voice): string | undefined {
  const { t } = voice;
  const { maxObjectTtl } = draft;
  const left = [...source.actions].some((name) => {
    const flag = flagOf(name);
    return flag !== undefined && draft.flags.includes(flag);
  });
  if (!left) return t("Nothing would be allowed: choose a permission that it still has.");
  if (maxObjectTtl !== undefined && maxObjectTtl <= 0n)
    return t("The longest life of an object must be longer than nothing.");
  return timeRefusal(source, draft, voice);
}

/**
 * As uplink does before and after it restricts: with the satellite's address canonical. One that uplink refuses stays
 * as written.
 */
function canonical(grant: Grant): Grant {
  try {
    parseSatelliteUrl(grant.satelliteAddress);
  } catch {
    return grant;
  }
  return rewriteGrant(grant);
}

/**
 * Narrows a credential by a draft: what Go's grant.Access.Restrict makes, and nothing that would be of no use. A bare
 * API key is narrowed to whole buckets. Refusals are sentences for the person; nothing is thrown for what a person can
 * choose.
 */
export function restrictCredential(source: KeyFacts, draft: Draft, voice: Voice, nonce?: Bytes): Restricted | Refusal {
  const refusal =
    sourceRefusal(source, voice) ??
    draft.prefixes.map((prefix) => prefixRefusal(source, prefix, voice)).find((reason) => reason !== undefined) ??
    draftRefusal(source, draft, voice);
  if (refusal !== undefined) return { refusal };
  const permission: Permission = {
    ...Object.fromEntries(draft.flags.map((flag) => [flag, true])),
    notBefore: draft.notBefore,
    notAfter: draft.notAfter,
    maxObjectTtl: draft.maxObjectTtl,
  };
  const restricted = source.grant
    ? ofGrant(canonical(restrictGrant(canonical(source.grant), permission, draft.prefixes, nonce)))
    : ofApiKey(source, permission, draft.prefixes, nonce);
  if (restricted.facts.deadBecause)
    return { refusal: voice.t("Nothing would be allowed: these limits and its own exclude one another.") };
  const leaks = (restricted.facts.prefixes ?? []).filter(({ sibling }) => sibling);
  return { ...restricted, leaks: leaks.map((prefix) => `sj://${prefixName(prefix, voice)}`) };
}

function ofGrant(grant: Grant): Omit<Restricted, "leaks"> {
  return { text: serializeGrant(grant), facts: keyFacts(grant.macaroon, grant) };
}

function ofApiKey(
  source: KeyFacts,
  permission: Permission,
  buckets: readonly SharePrefix[],
  nonce: Bytes | undefined,
): Omit<Restricted, "leaks"> {
  const paths = buckets.map(({ bucket }) => ({ bucket, encryptedPathPrefix: noBytes }));
  const macaroon = restrictApiKey(source.macaroon, permission, paths, nonce);
  return { text: serializeApiKey(macaroon), facts: keyFacts(macaroon, undefined) };
}
