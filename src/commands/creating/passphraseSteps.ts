import type { Translate } from "../../decoder/voice";
import { type Answer, type Ask, BACK, type Question } from "../../platform/ask";
import type { ForgettingClipboard } from "../../vault/forgettingClipboard";
import { newTwelveWords } from "./passphraseWords";

/** What the questions for a passphrase need. */
export interface PassphraseAround {
  readonly ask: Ask;
  readonly clipboard: Pick<ForgettingClipboard, "copy" | "clear">;
  /** After so many seconds the clipboard forgets generated words; 0 = never. */
  readonly clearAfterSeconds: number;
  readonly t: Translate;
}

/**
 * Asks for a passphrase: typed twice, or twelve words that are generated and that the person has kept. It is used as it is, without any
 * normalisation: uplink takes the bytes (access.go RequestAccessWithPassphrase, storj/common encryption/password.go DeriveRootKey).
 * `placeholder` says which passphrase.
 */
export async function askForPassphrase(
  around: PassphraseAround,
  frame: Question,
  placeholder: string,
): Promise<Answer<string>> {
  const { ask, t } = around;
  for (;;) {
    const how = await ask.pick<typeof typeTwice>({
      ...frame,
      placeholder,
      items: [
        { label: t("I type or paste it"), detail: t("It is not shown while you type."), value: typeTwice },
        {
          label: t("Generate twelve words"),
          detail: t("For a new one. They go to the clipboard, for a password manager; never shown."),
          value: generate,
        },
      ],
    });
    if (how === undefined || how === BACK) return how;
    const passphrase = await how(around, { ...frame, canGoBack: true });
    if (passphrase !== BACK) return passphrase;
  }
}

async function typeTwice({ ask, t }: PassphraseAround, frame: Question): Promise<Answer<string>> {
  for (;;) {
    const first = await ask.inputSecret({
      ...frame,
      prompt: t("The passphrase. Capitals and blanks count, and nothing tells a mistyped one: with it, buckets look empty."),
      validate: (text) => (text === "" ? t("A passphrase can't be empty") : undefined),
    });
    if (first === undefined || first === BACK) return first;
    const again = t("The same passphrase once more.");
    const second = await ask.inputSecret({
      ...frame,
      prompt: hasOuterBlank(first) ? `${again} ${t("It begins or ends with a blank, which belongs to it.")}` : again,
      validate: (text) => differenceProblem(text, first, t),
    });
    if (second !== BACK) return second;
  }
}

function hasOuterBlank(text: string): boolean {
  return text !== text.trim();
}

/** What is wrong with a passphrase that is typed for the second time, while it is typed. */
function differenceProblem(text: string, first: string, t: Translate): string | undefined {
  if (text === first) return undefined;
  return first.startsWith(text) ? t("The same so far, and not all of it yet") : t("It is not the same as the first one: type it anew, or go back");
}

/** Nobody can restore a lost passphrase: so the words are taken only when the person has shown or said that they are kept. */
async function generate(around: PassphraseAround, frame: Question): Promise<Answer<string>> {
  const { ask, clipboard, clearAfterSeconds, t } = around;
  const words = newTwelveWords();
  await clipboard.copy(words);
  const placeholder =
    clearAfterSeconds > 0
      ? t("Twelve words are on the clipboard, for {0} seconds: keep them in a password manager", clearAfterSeconds)
      : t("Twelve words are on the clipboard: keep them in a password manager");
  for (;;) {
    const next = await ask.pick<"show" | "kept" | "copy">({
      ...frame,
      placeholder,
      items: [
        { label: t("I have kept them: I type or paste them to be sure"), value: "show" },
        { label: t("I have kept them"), detail: t("Whoever loses them loses what is encrypted with them: nobody can restore them."), value: "kept" },
        { label: t("Copy them once more"), value: "copy" },
      ],
    });
    if (next === undefined || next === BACK) {
      // They will never be anybody's passphrase: kept by mistake they would look like one.
      await clipboard.clear();
      return next;
    }
    if (next === "kept") return words;
    if (next === "copy") await clipboard.copy(words);
    else {
      const shown = await ask.inputSecret({
        ...frame,
        prompt: t("The twelve words, from where you have kept them"),
        validate: (text) => (oneLine(text) === words ? undefined : t("These are not the twelve words")),
      });
      if (shown !== BACK) {
        if (shown === undefined) await clipboard.clear();
        return shown && words;
      }
    }
  }
}

/** Words as they come out of notes and password managers. */
function oneLine(text: string): string {
  return text.trim().split(/\s+/).join(" ");
}
