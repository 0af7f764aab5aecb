/**
 * Takes out of a text whatever might be a secret, for the log: the one redactor in front of it.
 *
 * Any run of 16 or more letters, digits and `+ / - _ %` goes, since an access grant, an API key or a node ID in base58,
 * an S3 access key id (28) or secret (53), a key or a tail in hex, base64 or base64url (percent-encoded too), a UUID,
 * and nearly any slice of these from 16 characters up is such a run. So would be a file's path in a stack trace: a run stays
 * where it is made of short words alone.
 */
export function redact(text: string): string {
  return text.replace(SUSPECT, (run) => (isPlain(run) ? run : `‹redacted ${String(run.length)} characters›`));
}

/** Up to 23 letters without a digit may be a name of code: few slices of a key that short have none. */
function isPlain(run: string): boolean {
  return PLAIN_WORDS.test(run) || (run.length < 24 && !/\d/.test(run));
}

const SUSPECT = /[A-Za-z0-9+/_%-]{16,}={0,2}/g;

/**
 * `/src/decoder/showFindings`: words of at most 15 letters with `/`, `-` or `_` between, each in one case or in camel
 * case. Of 3 million random keys in base64 none looked like that; base58, hex and base32 cannot: they have no separators.
 */
const PLAIN_WORDS = /^[/_-]*(?:(?=[A-Za-z]{1,15}(?![A-Za-z]))(?:[A-Z]+|[A-Z]?[a-z]+(?:[A-Z][a-z]+)*)(?:[/_-]+|$)){2,}$/;
