import type { CaveatPath, Instant } from "../../src/grant/index";
import { momentAfter, momentBefore, randomMoment } from "./moments";
import type { Random } from "./random";
import { bytesField, concat, mutated, optionalBytes, optionalVarint, strangeField, unknownField, varintField } from "./wire";

const boolFields = [1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14, 15];
const int64Edges = [0n, 1n, -1n, 2n ** 31n, 2n ** 53n, 2n ** 63n - 1n, -(2n ** 63n), 2n ** 63n - 62_135_596_800n, 9_223_372_036n, -9_223_372_036n, 9_223_372_037n, -9_223_372_037n];
const nanosEdges = [0n, 1n, -1n, 999_999_999n, 10n ** 9n, -(10n ** 9n), 2n ** 31n - 1n, -(2n ** 31n), 2n ** 32n + 5n, 2n ** 63n];

/**
 * One caveat's bytes: most as Go writes them, some that only Go's reader tells what they mean, a few that it refuses.
 * A gentle one forbids little, so that chains of them still allow something.
 */
export function randomCaveat(random: Random, prefix: () => CaveatPath, gentle: boolean): Uint8Array {
  const plain = plainFields(random, prefix, gentle);
  if (gentle) return concat(...plain, ...(random.chance(0.1) ? [unknownField(random)] : []));
  return random.weighted([
    [68, () => concat(...plain)],
    [27, () => concat(...random.shuffled([...plain, ...random.several(1, 3, () => oddField(random, prefix))]))],
    [3, () => mutated(random, concat(...plain))],
    [1, () => concat(...plain, strangeField(random), ...plain)],
    [1, () => random.bytes(random.below(20))],
  ])();
}

function plainFields(random: Random, prefix: () => CaveatPath, gentle: boolean): Uint8Array[] {
  const forbids = gentle ? 0.03 : random.pick([0, 0.05, 0.2, 0.8]);
  const bool = (field: number): Uint8Array => optionalVarint(field, random.chance(forbids) ? 1n : 0n);
  const paths = random.chance(gentle ? 0.2 : 0.4) ? random.several(1, 4, () => bytesField(10, encodePath(prefix()))) : [];
  const moment = (field: number, usual: (random: Random) => Instant): Uint8Array[] => {
    if (random.chance(0.75)) return [];
    const { seconds, nanos } = gentle || random.chance(0.5) ? usual(random) : randomMoment(random);
    return [secondsAndNanos(field, seconds, BigInt(nanos))];
  };
  const ttl = BigInt(random.pick([1, 10 ** 9, 86_400 * 10 ** 9, random.below(2 ** 50)]));
  return [
    ...boolFields.filter((field) => field < 10).map(bool),
    ...paths,
    ...boolFields.filter((field) => field > 10).map(bool),
    ...moment(20, momentAfter),
    ...moment(21, momentBefore),
    ...(random.chance(0.25) ? [secondsAndNanos(22, ttl / 10n ** 9n, ttl % 10n ** 9n)] : []),
    optionalBytes(30, random.bytes(random.chance(0.95) ? 4 : random.below(9))),
  ];
}

const encodePath = ({ bucket, encryptedPathPrefix }: CaveatPath): Uint8Array =>
  concat(optionalBytes(1, bucket), optionalBytes(2, encryptedPathPrefix));

const secondsAndNanos = (field: number, seconds: bigint, nanos: bigint): Uint8Array =>
  bytesField(field, concat(optionalVarint(1, seconds), optionalVarint(2, nanos)));

/** A field that is well-formed but that no encoder of Storj's writes so. */
function oddField(random: Random, prefix: () => CaveatPath): Uint8Array {
  const time = (): number => random.pick([20, 21, 22]);
  return random.pick([
    () => varintField(random.pick(boolFields), random.pick([0n, 1n, 2n, 3n, 256n, 257n, 2n ** 32n + 1n, 2n ** 63n, 2n ** 64n - 1n]), random.below(4)),
    () => varintField(random.pick(boolFields), 1n, random.between(1, 9)),
    () => unknownField(random),
    () => bytesField(10, concat(encodePath(prefix()), unknownField(random))),
    () => bytesField(10, concat(encodePath(prefix()), encodePath(prefix()))),
    () => bytesField(10, concat(varintField(2 ** 29, 0n), encodePath(prefix()))),
    () => bytesField(10, new Uint8Array(0)),
    () => secondsAndNanos(time(), random.pick(int64Edges), random.pick(nanosEdges)),
    () => secondsAndNanos(time(), BigInt(random.between(-(10 ** 10), 10 ** 10)), BigInt(random.between(-(2 ** 31), 2 ** 31 - 1))),
    () => bytesField(time(), concat(varintField(2, 5n), unknownField(random, 3), varintField(1, 1_781_524_800n), varintField(2, 7n, 2))),
    () => bytesField(time(), concat(varintField(1, 1_781_524_800n), varintField(2 ** 29 + 1, 0n), varintField(1, 3n))),
    () => bytesField(time(), new Uint8Array(0)),
    () => bytesField(30, random.bytes(random.below(40))),
    () => varintField(2 ** 29, 1n),
  ])();
}
