import * as vscode from "vscode";
import type { Credential } from "../../decoder/credential";
import { factsOf } from "../../decoder/factsOf";
import { decoded } from "../../decoder/surfaces/hovers";
import { type Answer, BACK, type Choice, type Question } from "../../platform/ask";
import type { SavedRecord } from "../../vault/record";
import { ApiKeyNode } from "../../views/apiKeys/apiKeyNode";
import { savedOfKey } from "../../views/apiKeys/linkedKeys";
import { clickedIds, savedChoice } from "../asking/chooseSaved";
import { fromRecord, fromTarget, type KeyOrigin } from "../asking/origin";
import { findIn } from "../asking/pointedCredential";
import type { Services } from "../services";
import { type Candidates, candidates, choiceOf } from "../asking/target";

type Source = KeyOrigin | "clipboard" | "box";

/** API keys, of which grants are made, and grants, of which a tenant's are. */
function isSource({ kind }: Credential): boolean {
  return kind === "apiKey" || kind === "grant";
}

/**
 * What a grant is to be made of without a question: what was clicked in one of the views or pointed to in a document, else the one API key at the
 * cursor. "none" where what was clicked can't be used or has gone. The vault has been loaded.
 */
export async function givenSource(services: Services, args: readonly unknown[]): Promise<KeyOrigin | "none" | undefined> {
  if (args[0] instanceof ApiKeyNode) {
    const record = savedAs(services, args[0]);
    return (record && fromRecord(record)) ?? "none";
  }
  const [clicked] = clickedIds(args.slice(0, 1));
  if (clicked !== undefined) {
    const record = services.vault.find(clicked);
    return (record && fromRecord(record)) ?? "none";
  }
  const found = await candidates(services, args, isSource);
  const [only, ...others] = found?.near ?? [];
  // A grant that happens to stand at the cursor is seldom what a new one is made of: that is asked.
  const isMeant = only?.kind === "apiKey" || (only && args.length > 0);
  return found && only && isMeant && others.length === 0 ? fromTarget({ scan: found.scan, credential: only }) : undefined;
}

/** What is saved of an API key of the view "API Keys": itself, else a grant of it. */
function savedAs({ accounts, vault }: Services, { account, key }: ApiKeyNode): SavedRecord | undefined {
  const saved = savedOfKey(accounts.find(account)?.origin ?? "", key, vault.all());
  const ofKind = (kind: SavedRecord["credential"]["kind"]): readonly SavedRecord[] => saved.filter(({ credential }) => credential.kind === kind);
  // What was kept when the key was made goes before what was made from that.
  return ofKind("apiKey").find(({ consoleKey }) => consoleKey) ?? ofKind("apiKey")[0] ?? ofKind("grant")[0];
}

/** Asks what a grant is to be made of: what stands in the document, is saved, is in the clipboard, or is typed blind. */
export async function askForSource(services: Services, args: readonly unknown[], frame: Question): Promise<Answer<KeyOrigin>> {
  const { ask, decoder, vault } = services;
  const { t } = decoder.voice();
  const found = await candidates(services, args, isSource);
  const saved = vault.all().flatMap((record) => {
    const value = fromRecord(record);
    return value ? [{ ...savedChoice(record, services), value }] : [];
  });
  const choices = [...(found ? documentChoices(services, found) : []), ...saved];
  const ofGrants = ({ value, description = "", ...choice }: Choice<KeyOrigin>): Choice<Source> => ({
    ...choice,
    description: t("for a tenant · {0}", description),
    value,
  });
  for (;;) {
    const source = await ask.pick<Source>({
      ...frame,
      placeholder: t("Of which API key? Of a grant, a tenant's grant can be made."),
      items: [
        ...choices.filter(({ value }) => !value.facts.grant),
        { label: t("In the clipboard"), value: "clipboard" },
        { label: t("I paste or type it"), detail: t("It is not shown while you type."), value: "box" },
        ...choices.filter(({ value }) => value.facts.grant).map(ofGrants),
      ],
    });
    if (source === undefined || source === BACK || typeof source === "object") return source;
    if (source === "clipboard") {
      const origin = sourceIn(await vscode.env.clipboard.readText());
      if (origin) return origin;
      void ask.showWarning(t("There is neither an API key nor an access grant in the clipboard."));
    } else {
      const typed = await ask.inputSecret({
        ...frame,
        canGoBack: true,
        prompt: t("An API key, or an access grant for a tenant's"),
        validate: (text) => (sourceIn(text) ? undefined : t("That is neither an API key nor an access grant")),
      });
      if (typed === undefined) return undefined;
      if (typed !== BACK) return sourceIn(typed);
    }
  }
}

function documentChoices(services: Services, { scan, near, all }: Candidates): Choice<KeyOrigin>[] {
  return (near.length > 0 ? near : all).flatMap((credential) => {
    const value = fromTarget({ scan, credential });
    return value ? [{ ...choiceOf(credential, scan, services), value }] : [];
  });
}

/** The first API key or grant in a text that somebody copied or typed. */
function sourceIn(text: string): KeyOrigin | undefined {
  const credential = findIn(text).map(decoded).find(isSource);
  const facts = credential && factsOf(credential);
  return facts && { facts, text: credential.text, target: undefined, record: undefined };
}
