import type { Credential } from "../../decoder/credential";
import { factsOf } from "../../decoder/factsOf";
import type { KeyFacts } from "../../decoder/keyFacts";
import { BACK, type Choice } from "../../platform/ask";
import type { SavedRecord } from "../../vault/record";
import { factsOfRecord } from "../../views/savedFacts";
import { clickedIds, savedChoice } from "./chooseSaved";
import type { Services } from "../services";
import { candidates, choiceOf, type Target } from "./target";

/** A grant or API key that a command is about: one in a document, or a saved one. */
export interface KeyOrigin {
  readonly facts: KeyFacts;
  readonly text: string;
  readonly target: Target | undefined;
  readonly record: SavedRecord | undefined;
}

/** A grant or API key in a document; undefined of what is neither. */
export function fromTarget(target: Target): KeyOrigin | undefined {
  const facts = factsOf(target.credential);
  return facts && { facts, text: target.credential.text, target, record: undefined };
}

/** A saved grant or API key; undefined of what is neither, and where it can't be read. */
export function fromRecord(record: SavedRecord): KeyOrigin | undefined {
  const facts = factsOfRecord(record);
  return facts && record.credential.kind !== "s3"
    ? { facts, text: record.credential.text, target: undefined, record }
    : undefined;
}

/** Grants and API keys can be narrowed; what else is found can't. */
function isKey({ kind }: Credential): boolean {
  return kind === "grant" || kind === "apiKey";
}

/**
 * The grant or API key that is meant: clicked in the view, else pointed to in a document, at the cursor, alone in its line, alone in the
 * document; else the one that the person picks, of the document's and then of the saved ones.
 */
export async function chooseKey(services: Services, args: readonly unknown[], title: string): Promise<KeyOrigin | "none" | undefined> {
  const { ask, vault } = services;
  const [clicked] = clickedIds(args.slice(0, 1));
  if (clicked !== undefined) {
    await vault.load();
    const record = vault.find(clicked);
    return (record && fromRecord(record)) ?? "none";
  }
  const found = await candidates(services, args, isKey);
  const from = found && (found.near.length > 0 ? found.near : found.all);
  const [only, ...others] = from ?? [];
  if (found && only && others.length === 0) return fromTarget({ scan: found.scan, credential: only });
  const choices: Choice<KeyOrigin | undefined>[] = (from ?? []).map((credential) => {
    const { scan } = found as NonNullable<typeof found>;
    return { ...choiceOf(credential, scan, services), value: fromTarget({ scan, credential }) };
  });
  if (choices.length === 0) {
    await vault.load();
    choices.push(...vault.all().filter(factsOfRecord).map((record) => ({ ...savedChoice(record, services), value: fromRecord(record) })));
  }
  if (choices.length === 0) return "none";
  const chosen = await ask.pick({ title, items: choices });
  return chosen === BACK ? undefined : chosen;
}
