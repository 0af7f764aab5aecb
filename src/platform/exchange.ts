import { outsideWords } from "./answerText";
import { type CappedText, cappedText } from "./cappedText";
import type { Clock } from "./clock";
import { type NetworkFailure, networkFailure } from "./networkFailure";

/** One HTTP request, and how much of an answer is read. */
export interface ExchangeRequest {
  readonly url: string;
  readonly method: "GET" | "POST" | "DELETE";
  /** All that are sent besides what HTTP itself needs. No cookies come along but what is written here, and none are kept. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  /** In bytes, after decompression. */
  readonly longestAnswer: number;
  /** For everything: name, connection, answer. */
  readonly deadlineMs: number;
  readonly clock: Clock;
  /** Once aborted, the connection is closed and the exchange rejects with its reason. */
  readonly signal?: AbortSignal | undefined;
  readonly fetch?: typeof fetch | undefined;
}

/** What came, whatever its status: a redirect alone is no answer. The text may have a secret in it. */
export interface ExchangeAnswer extends CappedText {
  readonly status: number;
  /** A status of 2xx. */
  readonly isOk: boolean;
  readonly headers: Headers;
}

/** No answer came. Has no words for people, no secret, and no `cause`: what is below it may quote what was sent. */
export class ExchangeError extends Error {
  override readonly name = "ExchangeError";
  readonly code: NetworkFailure["code"] | "redirect";
  /** Of HTTP, where it is a redirect. */
  readonly status: number | undefined;
  /** The system's own words: not neutralised, but without secrets and at most 500 characters. */
  readonly outside: string | undefined;

  constructor(code: ExchangeError["code"], { status, outside }: { readonly status?: number; readonly outside?: string | undefined } = {}) {
    super(code);
    this.code = code;
    this.status = status;
    this.outside = outside;
  }
}

/**
 * Sends a request to that address only, and once: a redirect is refused, and nothing is sent again. So after "timeout", "unreachable" or a
 * cancellation it may have been carried out all the same.
 * Errors: {@link ExchangeError}, or the signal's reason.
 */
export async function exchange(request: ExchangeRequest): Promise<ExchangeAnswer> {
  const { clock, signal } = request;
  signal?.throwIfAborted();
  const controller = new AbortController();
  const cancel = () => {
    controller.abort(signal?.reason);
  };
  signal?.addEventListener("abort", cancel);
  const timer = clock.setTimer(request.deadlineMs, () => {
    controller.abort(new ExchangeError("timeout"));
  });
  try {
    return await answerOf(request, controller.signal);
  } catch (error) {
    // What fetch makes of an abort is not what was said, and it need not heed it at all.
    controller.signal.throwIfAborted();
    throw error;
  } finally {
    timer.dispose();
    signal?.removeEventListener("abort", cancel);
    // Where the answer was not read to its end, this closes the connection.
    controller.abort();
  }
}

async function answerOf(request: ExchangeRequest, signal: AbortSignal): Promise<ExchangeAnswer> {
  const inTime = racer(signal);
  const response = await inTime(send(request, signal)).catch(unanswered);
  const { status, headers, ok: isOk } = response;
  // A browser's fetch hides what it was not to follow, and one that followed nevertheless says so.
  if ((status >= 300 && status < 400) || response.type === "opaqueredirect" || response.redirected) {
    throw new ExchangeError("redirect", { status });
  }
  const body = await cappedText(response.body, request.longestAnswer, inTime).catch((error: unknown) => {
    if (isOk || signal.aborted) return unanswered(error);
    // Half an error says as much as its status.
    return { text: "", isCut: false };
  });
  return { status, isOk, headers, ...body };
}

/** Asynchronous, so that a `fetch` that throws at once fails as one that rejects. */
async function send({ url, method, headers, body, fetch = globalThis.fetch }: ExchangeRequest, signal: AbortSignal): Promise<Response> {
  return fetch(url, {
    method,
    headers: { ...headers },
    body: body ?? null,
    redirect: "manual",
    credentials: "omit",
    cache: "no-store",
    signal,
  });
}

function unanswered(error: unknown): never {
  const { code, words } = networkFailure(error);
  throw new ExchangeError(code, { outside: outsideWords(words) });
}

/** Gives whatever comes first: a promise's end, or the signal's, also where nobody else heeds it. */
function racer(signal: AbortSignal): <T>(promise: Promise<T>) => Promise<T> {
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason as Error));
  });
  aborted.catch(() => undefined);
  return (promise) => Promise.race([promise, aborted]);
}
