import { type Answer, BACK } from "../../platform/ask";
import type { ConsoleConfig } from "../../satellite/console";
import type { Frame } from "../asking/inSteps";
import type { Way } from "./ways";

export type CodeKind = "passcode" | "recoveryCode";

/** What a person has answered so far. */
export interface Draft {
  readonly origin: URL | undefined;
  readonly config: ConsoleConfig | undefined;
  readonly way: Way | undefined;
  readonly email: string;
  readonly password: string;
  /** A code of MFA has to come along. */
  readonly needsCode: boolean;
  readonly codeKind: CodeKind | undefined;
  /** What the console took: the token of a session or the REST API key. */
  readonly secret: string;
  /** Of the session, in milliseconds since 1970. */
  readonly expiresAt: number | undefined;
  /** What the account is called; empty where that is not known yet. */
  readonly name: string;
}

export const nothingAnswered: Draft = {
  origin: undefined,
  config: undefined,
  way: undefined,
  email: "",
  password: "",
  needsCode: false,
  codeKind: undefined,
  secret: "",
  expiresAt: undefined,
  name: "",
};

export type StepName = "console" | "way" | "secret" | "email" | "password" | "codeKind" | "code" | "name";

/** An answer, or the earlier step that has to be answered anew. */
export type StepAnswer = Answer<Draft> | { readonly goTo: StepName };

/** A question of the row; perhaps the console is asked with the answer before the next one comes. */
export interface Step {
  readonly name: StepName;
  readonly ask: (draft: Draft, frame: Frame) => Promise<StepAnswer>;
}

/** Asks one question after the other, back where the person or an answer goes back: what came after is forgotten then. Undefined where they left. */
export async function askSteps(start: Draft, stepsOf: (draft: Draft) => readonly Step[]): Promise<Draft | undefined> {
  let drafts = [start];
  for (;;) {
    const draft = drafts.at(-1) ?? start;
    const steps = stepsOf(draft);
    const step = steps[drafts.length - 1];
    if (!step) return draft;
    const answer = await step.ask(draft, { place: { step: drafts.length, of: steps.length }, canGoBack: drafts.length > 1 });
    if (answer === undefined) return undefined;
    if (answer === BACK) drafts = drafts.slice(0, -1);
    else if ("goTo" in answer) drafts = drafts.slice(0, 1 + steps.findIndex(({ name }) => name === answer.goTo));
    else drafts = [...drafts, answer];
  }
}
