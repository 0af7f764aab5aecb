import { type Answer, BACK } from "../../platform/ask";

/** Where in its row a question stands. */
export interface Frame {
  readonly place: { readonly step: number; readonly of: number };
  readonly canGoBack: boolean;
}

/** A question of several: what was answered so far goes in and, with one answer more, comes out. */
export type StepQuestion<D> = (draft: D, frame: Frame) => Promise<Answer<D>>;

/** Asks one question after the other, back where the person goes back: what came after is forgotten then. Undefined where they left. */
export async function askInSteps<D>(start: D, questions: readonly StepQuestion<D>[]): Promise<D | undefined> {
  const drafts = [start];
  for (;;) {
    const question = questions[drafts.length - 1];
    const draft = drafts.at(-1);
    if (!question || draft === undefined) return draft;
    const place = { step: drafts.length, of: questions.length };
    const answer = await question(draft, { place, canGoBack: drafts.length > 1 });
    if (answer === undefined) return undefined;
    if (answer === BACK) drafts.pop();
    else drafts.push(answer);
  }
}
