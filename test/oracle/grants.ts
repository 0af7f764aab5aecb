import { type CaveatPath, encodeBase58Check } from "../../src/grant/index";
import { randomAddress } from "./addresses";
import { randomKey, randomMacaroon } from "./macaroons";
import { encryptedOrMarked, randomBucket, randomComponent, randomPath } from "./objectKeys";
import type { Random } from "./random";
import { type Entry, type Keys, randomKeys } from "./stores";
import { bytesField, concat, mutated, optionalBytes, optionalVarint, strangeField, unknownField, varintField } from "./wire";

/** Prefixes that caveats may name: some above, at or below a grant's keys, some cut in the middle, some that no key reads. */
export function prefixesOf(random: Random, keys: Keys): () => CaveatPath {
  // Few, so that the caveats of one chain meet.
  const prefixes = random.several(1, random.pick([1, 2, 4]), (): CaveatPath => {
    const entry = keys.entries.length > 0 && random.chance(0.6) ? random.pick(keys.entries) : undefined;
    const bucket = entry?.bucket ?? randomBucket(random);
    const below = randomPath(random, keys.defaultPathCipher, 0, 2);
    if (entry && random.chance(0.5)) return { bucket, encryptedPathPrefix: entry.encryptedPath };
    const plain = entry ? concat(entry.unencryptedPath, Uint8Array.of(0x2f), below) : below;
    return { bucket, encryptedPathPrefix: encryptedOrMarked(keys.store, bucket, plain) };
  });
  return () => {
    const { bucket, encryptedPathPrefix } = random.pick(prefixes);
    return random.weighted([
      [16, () => ({ bucket, encryptedPathPrefix })],
      [2, () => ({ bucket, encryptedPathPrefix: encryptedPathPrefix.slice(0, random.below(encryptedPathPrefix.length + 1)) })],
      [1, () => ({ bucket: randomBucket(random), encryptedPathPrefix })],
      [1, () => ({ bucket, encryptedPathPrefix: concat(encryptedPathPrefix, Uint8Array.of(0x2f), randomComponent(random)) })],
    ])();
  };
}

/** Keys of 32 bytes, but for the few that make a grant malformed. */
const keyOfSomeLength = (random: Random, key: Uint8Array, wrong: number): Uint8Array =>
  random.chance(wrong) ? random.bytes(random.pick([0, 1, 31, 33, 64])) : key;

/** Of how contents were encrypted once; Go reads it and uses it nowhere. */
const encodeParameters = (random: Random): Uint8Array =>
  message(random, [
    optionalVarint(1, BigInt(random.below(5))),
    optionalVarint(2, random.pick([0n, 7424n, -1n, 2n ** 63n - 1n, 2n ** 63n, BigInt(random.below(8000))])),
  ]);

function encodeEntry(random: Random, entry: Entry, wrong: number): Uint8Array[] {
  const cipher = random.chance(0.97) ? BigInt(entry.pathCipher) : random.pick([256n, 258n, -1n, 2n ** 32n + 2n, 2n ** 31n]);
  return [
    optionalBytes(1, entry.bucket),
    optionalBytes(2, entry.unencryptedPath),
    optionalBytes(3, entry.encryptedPath),
    optionalBytes(4, keyOfSomeLength(random, entry.key, wrong)),
    optionalVarint(5, cipher),
    ...(random.chance(0.2) ? random.several(1, 2, () => bytesField(6, encodeParameters(random))) : []),
  ];
}

function encodeKeys(random: Random, keys: Keys, wrong: number): Uint8Array[] {
  const cipher = random.chance(0.97) ? BigInt(keys.defaultPathCipher) : random.pick([256n, 257n, -1n, 2n ** 32n + 3n, 2n ** 63n]);
  return [
    ...(keys.defaultKey ? [bytesField(1, keyOfSomeLength(random, keys.defaultKey, wrong))] : []),
    ...keys.entries.map((entry) => bytesField(2, message(random, encodeEntry(random, entry, wrong)))),
    optionalVarint(3, cipher),
    ...(random.chance(0.1) ? random.several(1, 2, () => bytesField(4, encodeParameters(random))) : []),
  ];
}

/** A message's fields in their order, or, now and then, shuffled, repeated and among unknown ones. */
function message(random: Random, fields: readonly Uint8Array[]): Uint8Array {
  if (random.chance(0.9)) return concat(...fields);
  const more = random.several(0, 2, () => random.pick([() => unknownField(random), () => random.pick(fields)])());
  return concat(...random.shuffled([...fields, ...more]));
}

/** A grant's text. `broken` is about the chance that something in it is malformed. */
export function randomGrant(random: Random, broken: number): string {
  const wrong = random.chance(broken) ? random.pick(["text", "wire", "macaroon", "keys", "entries", "missing"] as const) : undefined;
  const keys = randomKeys(random, wrong === "entries" ? 0.7 : 0.01);
  const key = randomKey(random, prefixesOf(random, keys));
  const address = bytesField(1, randomAddress(random));
  const macaroon = bytesField(2, randomMacaroon(random, key, wrong === "macaroon" ? 1 : 0));
  const encryption = bytesField(3, message(random, encodeKeys(random, keys, wrong === "keys" ? 0.7 : 0)));
  const fields = wrong === "missing" ? withoutOne(random, [address, macaroon, encryption]) : [address, macaroon, encryption];
  const whole = message(random, fields);
  const payload = wrong === "wire" ? random.pick([() => mutated(random, whole), () => concat(whole, strangeField(random))])() : whole;
  return wrong === "text" ? brokenText(random, payload) : encodeBase58Check(payload);
}

/** A field missing, empty, or of another wire type. */
function withoutOne(random: Random, fields: readonly Uint8Array[]): Uint8Array[] {
  const gone = random.below(fields.length);
  const instead = random.pick([new Uint8Array(0), bytesField(gone + 1, new Uint8Array(0)), varintField(gone + 1, 1n)]);
  return fields.map((field, at) => (at === gone ? instead : field));
}

/** A payload's text that was cut, changed, padded, or never was one of Storj's. */
export function brokenText(random: Random, payload: Uint8Array): string {
  const text = encodeBase58Check(payload);
  const at = random.below(text.length);
  return random.pick([
    () => encodeBase58Check(payload, random.between(1, 255)),
    () => text.slice(0, at),
    () => text.slice(at),
    () => `1${text}`,
    () => text + random.pick(["1", "z", " ", "\n", "0"]),
    () => text.slice(0, at) + random.pick(["0", "O", "I", "l", " ", "ü", "\u{1f511}", "1", "z"]) + text.slice(at),
    () => text.slice(0, at) + random.pick(["0", "a", "Z", "\u0131"]) + text.slice(at + 1),
    () => encodeBase58Check(payload.slice(0, random.below(4))),
    () => "1".repeat(random.below(12)),
  ])();
}
