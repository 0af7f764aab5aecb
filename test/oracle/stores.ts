import { Store } from "../../src/grant/index";
import { encryptedOrMarked, marked, randomBucket, randomPath } from "./objectKeys";
import type { Random } from "./random";

/** One key of a prefix, as a grant or a request holds it. */
export interface Entry {
  readonly bucket: Uint8Array;
  readonly unencryptedPath: Uint8Array;
  readonly encryptedPath: Uint8Array;
  readonly key: Uint8Array;
  readonly pathCipher: number;
}

/** Encryption keys as a grant or a request holds them, and the store that they make: empty where they contradict one another. */
export interface Keys {
  readonly defaultKey: Uint8Array | undefined;
  readonly defaultPathCipher: number;
  readonly entries: readonly Entry[];
  readonly store: Store;
}

/** All that Storj has, and now and then one that it has not. */
export function randomCipher(random: Random): number {
  return random.weighted([[22, 1], [30, 2], [22, 3], [16, 4], [7, 0], [2, 9], [1, 255]]);
}

/**
 * 0-5 entries below one root, as restricting and overriding keys makes them; `contradictory` is the chance of an entry whose paths do not
 * agree in length, or not with an entry before it.
 */
export function randomKeys(random: Random, contradictory: number): Keys {
  const cipher = randomCipher(random);
  const root = new Store(random.bytes(32), cipher);
  const entries: Entry[] = [];
  for (let count = random.chance(0.4) ? 0 : random.between(1, 5); count > 0; count--) {
    const agrees = !random.chance(contradictory);
    const { bucket, unencryptedPath } =
      !agrees && entries.length > 0
        ? random.pick(entries)
        : { bucket: randomBucket(random), unencryptedPath: randomPath(random, cipher) };
    const encryptedPath = agrees
      ? encryptedOrMarked(root, bucket, unencryptedPath)
      : random.pick([marked, (path: Uint8Array) => marked(marked(path)), () => randomPath(random, 1)])(unencryptedPath);
    const pathCipher = random.chance(0.85) ? cipher : randomCipher(random);
    entries.push({ bucket, unencryptedPath, encryptedPath, key: random.bytes(32), pathCipher });
    // The other way round: two plain paths of one encrypted path.
    if (!agrees && random.chance(0.3)) entries.push({ bucket, unencryptedPath: marked(unencryptedPath), encryptedPath, key: random.bytes(32), pathCipher });
  }
  const defaultKey = random.chance(entries.length === 0 ? 0.95 : 0.5) ? root.defaultKey : undefined;
  return { defaultKey, defaultPathCipher: cipher, entries: entries.slice(0, 5), store: storeWith(defaultKey, cipher, entries) };
}

function storeWith(defaultKey: Uint8Array | undefined, cipher: number, entries: readonly Entry[]): Store {
  const store = new Store(defaultKey, cipher);
  try {
    for (const entry of entries) store.add(entry);
    return store;
  } catch {
    return new Store(undefined, cipher);
  }
}
