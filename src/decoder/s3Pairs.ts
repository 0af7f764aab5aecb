import { isAccessKeyId, isSecretKey } from "../grant";
import type { S3Credential, Span } from "./credential";
import { NearWords, nearEnd } from "./words";

/** Half of a pair of S3 credentials, as far as its own letters tell. */
export type S3Half = Omit<S3Credential, "partner">;

/** A run that has the shape and the last letter of an S3 access key id or secret key. */
export function s3HalfAt(span: Span): S3Half | undefined {
  const kind = isAccessKeyId(span.text) ? "accessKeyId" : isSecretKey(span.text) ? "secretKey" : undefined;
  return kind && { kind, ...span };
}

/** Two halves within five lines; of a word of 28 letters and one of 53 that look like a pair one would have a digit. */
function makePair(text: string, first: S3Half | undefined, second: S3Half | undefined): boolean {
  if (!first || !second || first.kind === second.kind) return false;
  return second.start <= nearEnd(text, first.end) && /\d/.test(first.text + second.text);
}

/**
 * The halves that count, given all of a text in order: those with the other of the pair or a word within five lines.
 * Neighbours are paired from the start, be the id or the secret first. One at a time, so that the work can be cut into slices.
 */
export function* pairS3(text: string, halves: readonly S3Half[]): Generator<S3Credential | undefined, void> {
  const words = new NearWords(text);
  let pairedWithPrevious = false;
  for (const [at, half] of halves.entries()) {
    const previous = halves[at - 1];
    const next = halves[at + 1];
    const followsPartner: boolean = pairedWithPrevious;
    const pairedWithNext: boolean = !followsPartner && makePair(text, half, next);
    const partner = followsPartner ? previous : pairedWithNext ? next : undefined;
    const counts = partner !== undefined || makePair(text, previous, half) || words.isNear(half.start, half.end);
    yield counts ? { ...half, partner: partner?.start } : undefined;
    pairedWithPrevious = pairedWithNext;
  }
}
