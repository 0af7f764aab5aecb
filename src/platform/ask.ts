/**
 * The answer to a question: what was chosen or typed, BACK for the step before, `undefined` where the person left.
 * Never an error.
 */
export type Answer<T> = T | typeof BACK | undefined;

/** The answer of a person who pressed the Back button. */
export const BACK = Symbol("back");

export interface Message<Action extends string> {
  /** A modal box waits, and offers Cancel by itself. */
  readonly modal?: boolean;
  /** The smaller text below a modal's message; its line breaks stay. */
  readonly detail?: string;
  readonly actions?: readonly Action[];
}

export interface Question {
  readonly title: string;
  readonly placeholder?: string;
  /**
   * Where in a row of steps the question stands, from 1. With a place it stays open while the person looks something up
   * elsewhere.
   */
  readonly place?: { readonly step: number; readonly of: number };
  /** Shows the Back button. */
  readonly canGoBack?: boolean;
}

export interface Choice<T> {
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
  readonly value: T;
  /** Highlighted (in `pick`) or ticked (in `pickSome`) when the question appears. */
  readonly picked?: boolean;
  /** Stays whatever is typed to filter: what is looked for may come with it. */
  readonly stays?: boolean;
}

/** Why what was typed cannot be taken, shown while it is being typed. */
export interface Problem {
  readonly problem: string;
}

export interface PickQuestion<T> extends Question {
  readonly items: readonly Choice<T>[];
}

export interface PickSomeQuestion<T> extends PickQuestion<T> {
  /** What is ticked after the person has ticked or unticked something, where that is more or less than they did. */
  readonly settle?: (ticked: readonly T[], before: readonly T[]) => readonly T[];
  /** What the ticked ones come to: shown in place of the title, anew after each tick. */
  readonly preview?: (ticked: readonly T[]) => string;
}

export interface PickOrTypeQuestion<T> extends PickQuestion<T> {
  /** What has been typed when the question appears. */
  readonly value?: string;
  /** Turns what is typed into a choice, into a problem that is shown and cannot be chosen, or into nothing. */
  readonly typed: (text: string) => Choice<T> | Problem | undefined;
}

export interface TextQuestion extends Question {
  readonly prompt?: string;
  /** What is wrong with the text, while it is typed and when it is accepted. */
  readonly validate?: (text: string) => string | undefined;
}

/**
 * Every message, question and status text of the extension: the one seam through which they pass, so that a test can
 * record all of them. Each text has its control characters, icons and links neutralised on the way; nothing given here
 * can be live.
 */
export interface Ask {
  showInformation<A extends string = never>(message: string, options?: Message<A>): Promise<A | undefined>;
  showWarning<A extends string = never>(message: string, options?: Message<A>): Promise<A | undefined>;
  showError<A extends string = never>(message: string, options?: Message<A>): Promise<A | undefined>;
  showStatus(message: string, hideAfterMs: number): void;
  /**
   * Shows that something is under way, with a Cancel button, until `task` ends; `say` tells how far it is. Cancelled, it aborts the
   * signal and gives `undefined` at once, whatever becomes of the task. What the task throws before that is thrown.
   */
  progress<T>(title: string, task: (signal: AbortSignal, say: (message: string) => void) => Promise<T>): Promise<T | undefined>;
  /** One of several. */
  pick<T>(question: PickQuestion<T>): Promise<Answer<T>>;
  /** Any number of several, in the order in which they are listed. */
  pickSome<T>(question: PickSomeQuestion<T>): Promise<Answer<readonly T[]>>;
  /** One of several, or what is typed. Enter takes what was typed; the arrow keys reach what it may be completed to. */
  pickOrType<T>(question: PickOrTypeQuestion<T>): Promise<Answer<T>>;
  /** A line of text that is no secret. */
  input(question: TextQuestion & { readonly value?: string }): Promise<Answer<string>>;
  /** A secret: typed blind, and the box stays open while a password manager has the focus. */
  inputSecret(question: TextQuestion): Promise<Answer<string>>;
}
