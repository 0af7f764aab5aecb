import type { QuickPickItem } from "vscode";
import type { Answer, Choice, PickOrTypeQuestion, PickQuestion, Problem } from "./ask";
import { askInBox, type AskingHost, type Show } from "./askingHost";

/** One of several, in a quick pick. */
export function pick<T>(host: AskingHost, show: Show, question: PickQuestion<T>): Promise<Answer<T>> {
  const { box, picked } = openQuickPick(host, show, question);
  // An empty list would take the highlight from the first item, and Enter would do nothing.
  if (picked.length > 0) box.activeItems = picked.slice(0, 1);
  return askInBox(host, show, box, question, { accept: () => box.selectedItems[0]?.choice });
}

/** Any number of several, in a quick pick with check boxes. */
export function pickSome<T>(host: AskingHost, show: Show, question: PickQuestion<T>): Promise<Answer<readonly T[]>> {
  const { box, picked } = openQuickPick(host, show, question);
  box.canSelectMany = true;
  box.selectedItems = picked;
  return askInBox(host, show, box, question, {
    accept: () => {
      const chosen = new Set(box.selectedItems);
      return { value: box.items.flatMap((item) => (item.choice && chosen.has(item) ? [item.choice.value] : [])) };
    },
  });
}

/**
 * One of several, or what is typed: that becomes the first item, with its problem below it where it cannot be chosen.
 */
export function pickOrType<T>(host: AskingHost, show: Show, question: PickOrTypeQuestion<T>): Promise<Answer<T>> {
  const { box } = openQuickPick(host, show, question);
  const { items } = box;
  const addTyped = () => {
    const typed = question.typed(box.value);
    const first = typed && { ...typedItem(show, box.value, typed), alwaysShow: true };
    box.items = first ? [first, ...items.filter(({ label }) => label !== first.label)] : items;
  };
  // Enter right behind the last letter: VS Code has not drawn the item that we made of the text, and nothing is selected.
  const readTyped = (): Choice<T> | undefined => {
    const typed = question.typed(box.value);
    return typed && "value" in typed ? typed : undefined;
  };
  box.value = question.value ?? "";
  addTyped();
  const accept = () => box.selectedItems[0]?.choice ?? readTyped();
  return askInBox(host, show, box, question, { accept, changed: addTyped });
}

interface Item<T> extends QuickPickItem {
  /** Not there where the item only tells of a problem. */
  readonly choice?: Choice<T>;
}

function openQuickPick<T>(host: AskingHost, show: Show, { items }: PickQuestion<T>) {
  const box = host.window.createQuickPick<Item<T>>();
  box.matchOnDescription = true;
  box.items = items.map((choice) => choiceItem(show, choice));
  return { box, picked: box.items.filter(({ choice }) => choice?.picked === true) };
}

function choiceItem<T>(show: Show, choice: Choice<T>): Item<T> {
  const { label, description = "", detail = "" } = choice;
  return { choice, label: show(label), description: show(description), detail: show(detail) };
}

function typedItem<T>(show: Show, text: string, typed: Choice<T> | Problem): Item<T> {
  return "problem" in typed
    ? { label: show(text), detail: `$(error) ${show(typed.problem)}` }
    : choiceItem(show, typed);
}
