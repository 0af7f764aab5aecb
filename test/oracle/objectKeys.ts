import { encryptPath, type Store } from "../../src/grant/index";
import type { Random } from "./random";
import { concat, latin1, utf8 } from "./wire";

const bucketNames = [...["photos", "photos", "aaa", "tenant-data", "b", ""].map(utf8), latin1("\xff\xfe")];

/** Few names, so that caveats, keys and actions meet in the same buckets. */
export function randomBucket(random: Random): Uint8Array {
  return random.pick(bucketNames);
}

const plainComponents = ["alice", "bob", "2026", "", "a", "with space", "Ünïcödé", "100%", "."].map(utf8);
const oddComponents = [latin1("\xff\xfe"), latin1("\x00"), latin1("\x01\x02"), latin1("\x2e"), utf8("x".repeat(300))];
/** What null-base64url encrypts; the last ones are refused or read in ways of Go's own. */
const base64Components = ["YQ==", "YWxpY2U=", "-_-_", "AAAA", "Ym9i", "Y\nQ==", "Y\r\nW==", "YR==", "YQ", "Y===", "+/+/", "YQ==YQ=="].map(utf8);

/** A plain object key of `first` to `last` components; under null-base64url (4) mostly of components that it can encrypt. */
export function randomPath(random: Random, cipher: number, first = 0, last = 4): Uint8Array {
  const parts = random.several(first, last, () => {
    if (cipher === 4 && random.chance(0.9)) return random.chance(0.85) ? random.pick(base64Components.slice(0, 5)) : random.pick(base64Components);
    return random.pick(random.chance(0.9) ? plainComponents : oddComponents);
  });
  return joined(parts);
}

export function joined(parts: readonly Uint8Array[]): Uint8Array {
  return concat(...parts.flatMap((part, at) => (at === 0 ? [part] : [utf8("/"), part])));
}

/** A path encrypted with a store, or, where that is refused, its components with a letter in front: consistent all the same. */
export function encryptedOrMarked(store: Store, bucket: Uint8Array, path: Uint8Array): Uint8Array {
  try {
    return encryptPath(store, bucket, path);
  } catch {
    return marked(path);
  }
}

export function marked(path: Uint8Array): Uint8Array {
  if (path.length === 0) return path;
  return latin1(
    Buffer.from(path)
      .toString("latin1")
      .split("/")
      .map((part) => `E${part}`)
      .join("/"),
  );
}

/** A component as an attacker or an accident would leave it: bad escapes, a bare nonce, nothing, a few bytes. */
export function randomComponent(random: Random): Uint8Array {
  const escaped = concat(latin1("\x02"), random.bytes(random.pick([1, 3, 11, 12, 13, 24, 25, 28, 40])).map((byte) => (byte % 200) + 50));
  return random.pick([
    () => escaped,
    () => random.bytes(random.below(30)),
    () => latin1("\x01"),
    () => latin1("\x02"),
    () => latin1("\x01a"),
    () => concat(escaped, latin1("\x2e")),
    () => concat(escaped, latin1("\x01\x03")),
    () => concat(escaped, random.pick([latin1("\x00"), latin1("\xff"), latin1("\xfe\x02")])),
    () => latin1(`\x02${"\x01\x01".repeat(random.pick([12, 24]))}`),
    () => latin1(`\x02${"a".repeat(random.pick([10, 22]))}${random.pick(["\x01\x03", "\x2e\x03", "\xfe\x00", "b\x2e", "b\xff", "b\x00", "bc"])}`),
    () => latin1(""),
  ])();
}
