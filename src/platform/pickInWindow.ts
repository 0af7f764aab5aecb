import type { QuickPickItem } from "vscode";
import type { Answer, Choice, PickOrTypeQuestion, PickQuestion, PickSomeQuestion, Problem } from "./ask";
import { askInBox, type AskingHost, type Show } from "./askingHost";

/** One of several, in a quick pick. */
export function pick<T>(host: AskingHost, show: Show, question: PickQuestion<T>): Promise<Answer<T>> {
  const { box, picked } = openQuickPick(host, show, question);
  // An empty list would take the highlight from the first item, and Enter would do nothing.
  if (picked.length > 0) box.activeItems = picked.slice(0, 1);
  return askInBox(host, show, box, question, { accept: () => box.selectedItems[0]?.choice });
}

/** Any number of several, in a quick pick with check boxes. */
export async function pickSome<T>(host: AskingHost, show: Show, question: PickSomeQuestion<T>): Promise<Answer<readonly T[]>> {
  const { settle = (ticked: readonly T[]) => ticked, preview } = question;
  const { box, picked } = openQuickPick(host, show, question);
  const valuesOf = (items: readonly Item<T>[]): T[] =>
    box.items.flatMap((item) => (item.choice && items.includes(item) ? [item.choice.value] : []));
  box.canSelectMany = true;
  box.selectedItems = picked;
  let before = valuesOf(picked);
  const ticking = box.onDidChangeSelection((items) => {
    const ticked = valuesOf(items);
    const settled = settle(ticked, before);
    before = [...settled];
    // VS Code tells of what is set here as well: that is settled already.
    if (settled.length !== ticked.length || settled.some((value) => !ticked.includes(value))) {
      box.selectedItems = box.items.filter(({ choice }) => choice && settled.includes(choice.value));
    }
    if (preview) box.title = show(preview(settled));
  });
  const asked = preview ? { ...question, title: preview(before) } : question;
  try {
    return await askInBox(host, show, box, asked, { accept: () => ({ value: valuesOf(box.selectedItems) }) });
  } finally {
    ticking.dispose();
  }
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
  // Or VS Code has sent which item was highlighted in the list before, by its place, where another one stands now: that has nothing of the text.
  const hasText = ({ label, description = "", alwaysShow }: Item<T>): boolean =>
    alwaysShow === true || `${label}\n${description}`.toLowerCase().includes(show(box.value.trim()).toLowerCase());
  const accept = (): Choice<T> | undefined => {
    const [selected] = box.selectedItems;
    return selected?.choice && hasText(selected) ? selected.choice : (readTyped() ?? selected?.choice);
  };
  return askInBox(host, show, box, question, { accept, changed: addTyped });
}

interface Item<T> extends QuickPickItem {
  /** Not there where the item only tells of a problem. */
  readonly choice?: Choice<T>;
}

function openQuickPick<T>(host: AskingHost, show: Show, { items }: PickQuestion<T>) {
  const box = host.window.createQuickPick<Item<T>>();
  box.matchOnDescription = true;
  // VS Code says of a new box that it stays open when the focus goes elsewhere, and closes it all the same.
  box.ignoreFocusOut = false;
  box.items = items.map((choice) => choiceItem(show, choice));
  return { box, picked: box.items.filter(({ choice }) => choice?.picked === true) };
}

function choiceItem<T>(show: Show, choice: Choice<T>): Item<T> {
  const { label, description = "", detail = "", stays = false } = choice;
  return { choice, label: show(label), description: show(description), detail: show(detail), alwaysShow: stays };
}

function typedItem<T>(show: Show, text: string, typed: Choice<T> | Problem): Item<T> {
  return "problem" in typed
    ? { label: show(text), detail: `$(error) ${show(typed.problem)}` }
    : choiceItem(show, typed);
}
