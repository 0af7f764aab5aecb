import type { Answer, TextQuestion } from "./ask";
import { askInBox, type AskingHost, type Show } from "./askingHost";

/**
 * A line of text in an input box, checked as one types. A secret is typed blind, and losing the focus does not close
 * its box.
 */
export function askForInput(
  host: AskingHost,
  show: Show,
  question: TextQuestion,
  { value, isSecret }: { readonly value: string; readonly isSecret: boolean },
): Promise<Answer<string>> {
  const box = host.window.createInputBox();
  box.prompt = show(question.prompt ?? "");
  box.value = value;
  box.password = isSecret;
  box.ignoreFocusOut = isSecret;

  const isValid = () => {
    const problem = question.validate?.(box.value);
    box.validationMessage = problem === undefined ? undefined : show(problem);
    return problem === undefined;
  };
  return askInBox(host, show, box, question, {
    accept: () => (isValid() ? { value: box.value } : undefined),
    changed: () => {
      isValid();
    },
  });
}
