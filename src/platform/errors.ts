/** What a person is told when something fails. `code` is what programs go by; the words are only for people. */
interface Explanation<Code extends string> {
  readonly code: Code;
  /** What did not happen, without a full stop: "The grant was not restricted". */
  readonly tried: string;
  /** Why, without a full stop: "it has no key for sj://photos/tenant2/". Text from outside has passed `showOutside`. */
  readonly wrong: string;
  /** What to do about it, a sentence: "Choose a prefix of the grant's own." */
  readonly next: string;
  readonly cause?: unknown;
}

/**
 * The base of every error that a person gets to see: what was tried, what went wrong, what to do next. Holds no secret.
 */
export abstract class ExplainedError<Code extends string = string> extends Error {
  readonly code: Code;
  readonly tried: string;
  readonly wrong: string;
  readonly next: string;

  constructor({ code, tried, wrong, next, cause }: Explanation<Code>) {
    super(`${tried}: ${wrong}. ${next}`, cause === undefined ? undefined : { cause });
    this.name = new.target.name;
    this.code = code;
    this.tried = tried;
    this.wrong = wrong;
    this.next = next;
  }
}
