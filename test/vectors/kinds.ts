import { GrantError } from "../../src/grant";
import { type Fields, refused } from "./compare";

/** One kind of case: which of its fields are inputs, which are answers, and how the library answers. */
export interface Kind {
  readonly given: readonly string[];
  /**
   * Inputs with fields of their own: the answer repeats them as they were read, so that a field that nobody reads is
   * seen.
   */
  readonly repeated?: readonly string[];
  readonly found: readonly string[];
  /** The repeated and the found fields; a GrantError is the answer `go_error`. `file` is the whole vector file. */
  readonly answer: (given: Fields, file: Fields) => Fields | Promise<Fields>;
}

/** A vector file's lists of cases; the kinds of a list are told apart by each case's `kind`, "" where it has none. */
export type VectorFile = Readonly<Record<string, Readonly<Record<string, Kind>>>>;

export async function answerOf(kind: Kind, given: Fields, file: Fields): Promise<Fields> {
  try {
    return await kind.answer(given, file);
  } catch (error) {
    if (error instanceof GrantError) return { go_error: refused(error.message) };
    throw error;
  }
}
