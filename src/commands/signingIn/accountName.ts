import type { TextQuestion } from "../../platform/ask";
import type { Account } from "../../vault/accounts";
import { consoleName } from "../contacting/consoleWords";
import type { SignInAround } from "./signInAround";
import type { Draft } from "./signInDraft";

const longest = 80;

/** The accounts that one of the same name would replace. */
function rivals({ accounts }: Pick<SignInAround, "accounts">, { origin, way }: Draft): readonly Account[] {
  const kind = way === "restKey" ? "restKey" : "session";
  return accounts.all().filter((account) => account.origin === origin?.origin && account.way === kind);
}

const isNamed = (name: string) => (account: Account): boolean => account.name.toLowerCase() === name.toLowerCase();

/** The name of an account that is this one already, whatever its letters' case; else the name itself. */
export function sameName(around: Pick<SignInAround, "accounts">, draft: Draft, name: string): string {
  return rivals(around, draft).find(isNamed(name))?.name ?? name;
}

/**
 * The question for a name: a console does not tell whose a session or a REST API key is. Proposes the one of the same secret, else one that is
 * over, else a free one. A name is taken by whoever is signed in with another secret.
 */
export function nameQuestion(around: SignInAround, title: string, draft: Draft): TextQuestion & { readonly value: string } {
  const { decoder, sessions } = around;
  const { t } = decoder.voice();
  const others = rivals(around, draft);
  const taken = others.filter(({ id, secret }) => secret !== draft.secret && !sessions.isOver(id));
  const isFree = (name: string): boolean => !taken.some(isNamed(name));
  return {
    title,
    prompt: t("A name for the account, which only you see: {0} does not tell whose it is.", consoleName(draft.origin?.origin ?? "")),
    value: others.find((one) => one.secret === draft.secret)?.name ?? others.find((one) => !taken.includes(one))?.name ?? freeName(draft, isFree),
    validate: (text) => {
      const name = text.trim();
      if (name === "") return t("Write a name for it");
      if (name.length > longest) return t("At most {0} characters", longest);
      return isFree(name) ? undefined : t("Another account has that name");
    },
  };
}

function freeName({ origin }: Draft, isFree: (name: string) => boolean): string {
  const host = consoleName(origin?.origin ?? "").slice(0, longest - 5);
  for (let count = 1; ; count++) {
    const name = count === 1 ? host : `${host} (${String(count)})`;
    if (isFree(name)) return name;
  }
}
