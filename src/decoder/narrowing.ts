import { byteString, type CaveatPath, equalBytes, startsWith } from "../grant";

function covers(paths: readonly CaveatPath[], { bucket, encryptedPathPrefix }: CaveatPath): boolean {
  return paths.some(
    (path) => equalBytes(path.bucket, bucket) && startsWith(encryptedPathPrefix, path.encryptedPathPrefix),
  );
}

/** Each prefix once, in the order in which they came. */
function distinct(paths: readonly CaveatPath[]): CaveatPath[] {
  const named = paths.map((path): [string, CaveatPath] => [
    `${String(path.bucket.length)}:${byteString(path.bucket)}${byteString(path.encryptedPathPrefix)}`,
    path,
  ]);
  return [...new Map(named).values()];
}

export interface Narrowing {
  /** What is left; undefined: everywhere. In the end the same as the library's `allowedPrefixes`. */
  readonly left: readonly CaveatPath[] | undefined;
  /** Whether the caveat took something of what was left before it. */
  readonly isNarrower: boolean;
}

/** What the prefixes of one more caveat leave of those that the caveats before it left. */
export function narrowPrefixes(before: readonly CaveatPath[] | undefined, paths: readonly CaveatPath[]): Narrowing {
  if (paths.length === 0) return { left: before, isNarrower: false };
  if (!before) return { left: distinct(paths), isNarrower: true };
  const kept = before.filter((path) => covers(paths, path));
  const inside = paths.filter((path) => covers(before, path));
  return { left: distinct([...kept, ...inside]), isNarrower: kept.length < before.length };
}
