import type { Translate } from "../../decoder/voice";
import type { Choice, PickOrTypeQuestion, Problem } from "../../platform/ask";
import { consoleOrigin, publicConsoles } from "../../satellite/consoleOrigin";
import type { Account } from "../../vault/accounts";
import { consoleName } from "../contacting/consoleWords";

/** Which consoles are offered: Storj's own, then those that somebody has signed in to already. */
export function consoleChoices(accounts: readonly Pick<Account, "origin">[], t: Translate): readonly Choice<URL>[] {
  const own = publicConsoles.map(({ name, origin }) => ({ label: name, description: consoleName(origin), value: new URL(origin) }));
  const known = new Set(accounts.map(({ origin }) => origin));
  for (const { origin } of publicConsoles) known.delete(origin);
  const others = [...known].flatMap((origin) => consoleOrigin(origin) ?? []);
  return [...own, ...others.map((url) => ({ label: consoleName(url.origin), description: t("signed in to before"), value: url }))];
}

/** What is typed for a console, or why it can't be one. */
export function typedConsole(text: string, choices: readonly Choice<URL>[], t: Translate): Choice<URL> | Problem | undefined {
  const written = text.trim();
  const named = choices.find(({ label }) => label.toLowerCase() === written.toLowerCase());
  if (written === "" || named) return named;
  // The beginning of an address that is being typed.
  if (/^https?:?\/{0,2}$/i.test(written)) return undefined;
  const url = consoleOrigin(withoutPath(written));
  if (url) {
    const offered = choices.find(({ value }) => value.origin === url.origin);
    // The beginning of a name, as “eu”, is looked for among those that are offered.
    const isWord = /^[a-z\d-]+$/i.test(written) && written !== "localhost";
    return offered ?? (isWord ? undefined : { label: consoleName(url.origin), description: t("another console"), value: url });
  }
  return /^http:/i.test(written)
    ? { problem: t("With http: all on the way could read your secret: it is for this computer alone (127.0.0.1). Write https:, or the host alone.") }
    : { problem: t("Write the address of a console, as in us1.storj.io or https://console.example.org:10100") };
}

/** What a browser's address bar gives: the item that is made of it shows the host alone, before anything is asked of it. */
function withoutPath(written: string): string {
  return written.replace(/^(https?:\/\/[^/?#\s\\@]+|(?!\w+:\/)[^/?#\s\\@]+)[/?#].*$/i, "$1");
}

/** The question for a console. */
export function consoleQuestion(title: string, accounts: readonly Pick<Account, "origin">[], t: Translate): PickOrTypeQuestion<URL> {
  const items = consoleChoices(accounts, t);
  return {
    title,
    placeholder: t("Which satellite? Choose one, or type the address of its web console"),
    items,
    typed: (text) => typedConsole(text, items, t),
  };
}
