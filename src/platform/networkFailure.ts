/** What a fetch that failed says of the network: `words` are the system's own. */
export interface NetworkFailure {
  /** "unreachable" is refused, reset, closed half-way, and whatever else a network does. */
  readonly code: "no-host" | "unreachable" | "timeout" | "certificate";
  readonly words: string;
}

/** Node's error codes of name resolution. */
const noHost = new Set(["ENOTFOUND", "EAI_AGAIN", "EAI_FAIL", "EAI_NODATA", "EAI_NONAME"]);
const tooSlow = new Set(["ETIMEDOUT", "UND_ERR_CONNECT_TIMEOUT", "UND_ERR_HEADERS_TIMEOUT", "UND_ERR_BODY_TIMEOUT"]);
/** OpenSSL's reasons to distrust a chain, as Node names them, and Node's own of a name that does not fit. */
const untrusted = /^(?:CERT_|CRL_|DEPTH_ZERO_|ERR_TLS_CERT|HOSTNAME_|INVALID_|PATH_LENGTH_|SELF_SIGNED_|UNABLE_TO_)/;

/** Deeper than any chain of causes that is not a circle. */
const deepest = 8;

/**
 * Reads the chain of causes of what `fetch` threw, by codes alone. Node puts its reason into `cause`, and where a host
 * has several addresses into `errors` below that. Another `fetch`, as VS Code may put in its place, may have only words:
 * then it is "unreachable".
 */
export function networkFailure(thrown: unknown): NetworkFailure {
  let words = "";
  let error = thrown;
  for (let depth = 0; depth < deepest && error instanceof Error; depth++) {
    words = error.message || words;
    const code = "code" in error && typeof error.code === "string" ? error.code : "";
    if (noHost.has(code)) return { code: "no-host", words };
    if (tooSlow.has(code)) return { code: "timeout", words };
    if (untrusted.test(code)) return { code: "certificate", words };
    error = error instanceof AggregateError ? (error.errors as unknown[])[0] : error.cause;
  }
  return { code: "unreachable", words };
}
