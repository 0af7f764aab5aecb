import type { CaveatPath } from "../../src/grant/index";
import { randomCaveat } from "./caveats";
import type { Random } from "./random";
import { concat, hmacSha256, mutated, varint } from "./wire";

/** An API key whose root secret is known, as a satellite makes it and a chain of restrictions signs it. */
export interface SignedKey {
  readonly secret: Uint8Array;
  readonly head: Uint8Array;
  readonly caveats: readonly Uint8Array[];
  readonly tail: Uint8Array;
}

export function signedKey(secret: Uint8Array, head: Uint8Array, caveats: readonly Uint8Array[]): SignedKey {
  return { secret, head, caveats, tail: caveats.reduce(hmacSha256, hmacSha256(secret, head)) };
}

export function randomKey(random: Random, prefix: () => CaveatPath): SignedKey {
  const gentle = random.chance(0.7);
  const caveats = random.several(0, 6, () => randomCaveat(random, prefix, gentle));
  return signedKey(random.bytes(32), random.bytes(random.chance(0.96) ? 32 : random.below(300)), caveats);
}

const packetType = { end: 0, location: 1, identifier: 2, verificationId: 4, signature: 6 } as const;

function packet(type: number, data: Uint8Array, padding = 0): Uint8Array {
  return concat(varint(BigInt(type), padding), varint(BigInt(data.length), padding), data);
}
const end = Uint8Array.of(packetType.end);

/** The bytes as Go writes them. */
export function plainMacaroon({ head, caveats, tail }: Pick<SignedKey, "head" | "caveats" | "tail">): Uint8Array {
  return concat(
    Uint8Array.of(2),
    packet(packetType.identifier, head),
    end,
    ...caveats.flatMap((caveat) => [packet(packetType.identifier, caveat), end]),
    end,
    packet(packetType.signature, tail),
  );
}

/** The same key as other macaroon libraries may write it: locations, verification ids, longer numbers, bytes after the end. */
export function oddMacaroon(random: Random, { head, caveats, tail }: SignedKey): Uint8Array {
  const location = (): Uint8Array => (random.chance(0.5) ? packet(packetType.location, random.bytes(random.below(9))) : new Uint8Array(0));
  const section = (data: Uint8Array): Uint8Array => {
    const verification = random.chance(0.4) ? packet(packetType.verificationId, random.bytes(random.below(40))) : new Uint8Array(0);
    return concat(location(), packet(packetType.identifier, data, random.below(3)), verification, end);
  };
  return concat(
    Uint8Array.of(2),
    location(),
    packet(packetType.identifier, head, random.below(3)),
    end,
    ...caveats.map(section),
    end,
    packet(packetType.signature, tail, random.below(2)),
    random.bytes(random.pick([0, 0, 1, 40])),
  );
}

/** Bytes that are no macaroon, or no longer. */
export function brokenMacaroon(random: Random, key: SignedKey): Uint8Array {
  const { head, caveats, tail } = key;
  const whole = plainMacaroon(key);
  return random.pick([
    () => mutated(random, whole),
    () => mutated(random, oddMacaroon(random, key)),
    () => whole.slice(0, random.below(whole.length)),
    () => concat(Uint8Array.of(random.pick([0, 1, 3, 130])), whole.subarray(1)),
    () => plainMacaroon({ head, caveats, tail: random.bytes(random.pick([0, 31, 33, 64])) }),
    () => concat(Uint8Array.of(2), packet(packetType.identifier, head), packet(packetType.verificationId, head), end, end, packet(6, tail)),
    () => concat(Uint8Array.of(2), packet(packetType.identifier, head), end, packet(packetType.verificationId, head), end, end, packet(6, tail)),
    () => concat(Uint8Array.of(2), packet(packetType.identifier, head), end, packet(2, head), packet(random.pick([3, 5, 7]), head), end, end, packet(6, tail)),
    () => concat(Uint8Array.of(2), packet(packetType.identifier, head), end, packet(2, head), packet(4, head), packet(5, head), end, end, packet(6, tail)),
    () => concat(Uint8Array.of(2), packet(packetType.identifier, head), end, end, packet(random.pick([0, 2, 5, 7]), tail)),
    () => concat(Uint8Array.of(2), varint(2n), varint(random.pick([2n ** 31n - 1n, 2n ** 31n, 2n ** 63n, 2n ** 64n - 1n])), head),
    () => concat(Uint8Array.of(2), packet(packetType.identifier, head, random.between(7, 11)), end, end, packet(packetType.signature, tail)),
    () => concat(Uint8Array.of(2), new Uint8Array(random.pick([9, 10, 11])).fill(128), Uint8Array.of(random.pick([0, 1, 2]))),
    () => random.bytes(random.below(80)),
  ])();
}

/** Mostly as Go writes it. */
export function randomMacaroon(random: Random, key: SignedKey, broken: number): Uint8Array {
  if (random.chance(broken)) return brokenMacaroon(random, key);
  return random.chance(0.12) ? oddMacaroon(random, key) : plainMacaroon(key);
}
