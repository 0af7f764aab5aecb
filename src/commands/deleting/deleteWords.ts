import { some } from "../../decoder/keyWords";
import { localClock, localDate, localTime } from "../../decoder/time";
import type { Voice } from "../../decoder/voice";
import { showOutside } from "../../platform/showOutside";
import type { ConsoleError, ListedKey } from "../../satellite/console";
import type { SavedRecord } from "../../vault/record";
import type { ChosenKeys } from "../asking/chooseApiKey";
import { consoleName, consoleWords, mayPassAtConsole } from "../contacting/consoleWords";
import { failureText } from "../contacting/satelliteWords";
import { marked } from "../revoking/revokeWords";
import type { Fate } from "./deleteKeys";

/** As many are named in the question. */
export const mostNamed = 10;

/** For how long satellites may still take what was made from a deleted API key, in milliseconds. */
const livesOnFor = 60_000;

/** API keys that are about to be deleted, and what is known here to end with them. */
export interface Doomed extends ChosenKeys {
  readonly heirs: readonly SavedRecord[];
  /** The IDs of those heirs of which the person says it: of the others it is known. */
  readonly said: ReadonlySet<string>;
}

/** What always has to be said, last. */
function everyOther(count: number, { t }: Voice): string {
  return count === 1
    ? t("and every other grant made from this key, saved here or not.")
    : t("and every other grant made from these keys, saved here or not.");
}

/** The question, and what stands below it. */
export function deleteQuestion(doomed: Doomed, voice: Voice): { readonly question: string; readonly detail: string } {
  const { t } = voice;
  const { account, heirs, keys, project, said } = doomed;
  const [only, ...others] = keys;
  const where = showOutside(project.name, 60);
  const isOne = only !== undefined && others.length === 0;
  const question = isOne ? t("Delete the API key {0} of {1}?", nameOfListed(only, voice), where) : t("Delete {0} API keys of {1}?", keys.length, where);
  const names = some(keys.map((key) => nameOfListed(key, voice)), mostNamed, voice);
  const made = isOne ? madeWords(only, voice) : "";
  const asked = t("As {0} at {1}. This can't be undone. Satellites may accept what was made from a deleted key for up to a minute more.", showOutside(account.name, 80), consoleName(account.origin));
  const saved = heirs.length === 0 ? "" : t("{0} that are saved here: {1};", heirs.length, some(heirs.map((heir) => heirName(heir, said, voice)), mostNamed, voice));
  const ends = [t("What ends with it:"), saved, t("S3 credentials, links,"), everyOther(keys.length, voice)];
  const lines = [isOne ? made : names, asked, ends.filter((part) => part !== "").join(" ")];
  return { question, detail: lines.filter((line) => line !== "").join("\n\n") };
}

/** The page that names all of them. */
export function doomedPage({ account, heirs, keys, project, said }: Doomed, voice: Voice): string {
  const { t } = voice;
  return [
    t("API keys of {0} at {1} that are to be deleted: {2}", showOutside(project.name), consoleName(account.origin), keys.length),
    "",
    ...keys.map((key) => lineOf(key, voice)),
    "",
    t("What is saved here and ends with them: {0}", heirs.length),
    ...(heirs.length > 0 ? [""] : []),
    ...heirs.map((heir) => `- ${heirName(heir, said, voice)} · ${heir.id}`),
    "",
    everyOther(keys.length, voice),
    t("Nothing has been deleted yet."),
    "",
  ].join("\n");
}

function heirName(heir: SavedRecord, said: ReadonlySet<string>, voice: Voice): string {
  const name = marked(heir, voice);
  return said.has(heir.id) ? voice.t("{0} as you said", name) : name;
}

/** What became of each, counted. */
export interface Sorted {
  readonly deleted: readonly ListedKey[];
  readonly gone: readonly ListedKey[];
  readonly unknown: readonly ListedKey[];
  /** Those that were not deleted for one reason, by that; undefined: the person cancelled. */
  readonly kept: readonly { readonly error: ConsoleError | undefined; readonly keys: readonly ListedKey[] }[];
}

export function sorted(keys: readonly ListedKey[], fates: ReadonlyMap<string, Fate>): Sorted {
  const of = (fate: Fate | undefined): readonly ListedKey[] => keys.filter(({ id }) => fates.get(id) === fate);
  const kept = new Map<string, { error: ConsoleError | undefined; keys: ListedKey[] }>();
  for (const key of keys) {
    const error = fates.get(key.id);
    if (typeof error === "string") continue;
    const group = kept.get(error?.code ?? "") ?? { error, keys: [] };
    group.keys.push(key);
    kept.set(error?.code ?? "", group);
  }
  return { deleted: of("deleted"), gone: of("gone"), unknown: of("unknown"), kept: [...kept.values()] };
}

/** As many are named for each thing that became of them. */
const mostTold = 5;

/** What is told afterwards, at the instant of the deletion. */
export function deletedText({ project, account }: ChosenKeys, { deleted, gone, unknown, kept }: Sorted, at: number, voice: Voice): string {
  const { t } = voice;
  const where = showOutside(project.name, 60);
  const host = consoleName(account.origin);
  const [first] = deleted;
  const names = (keys: readonly ListedKey[]): string => some(keys.map((key) => nameOfListed(key, voice)), mostTold, voice);
  const ofMembers = (keys: readonly ListedKey[]): string => some(keys.map((key) => withCreator(key, voice)), mostTold, voice);
  const all = deleted.length + gone.length + unknown.length + kept.reduce((sum, { keys }) => sum + keys.length, 0);
  const parts: string[] = [];
  if (first && all === 1) parts.push(t("The API key {0} of {1} was deleted.", nameOfListed(first, voice), where));
  else if (deleted.length === all) parts.push(t("{0} API keys of {1} were deleted.", all, where));
  else if (first) parts.push(t("Deleted: {0} of {1} API keys of {2}.", deleted.length, all, where));
  else parts.push(t("No API key of {0} was deleted.", where));
  const until = localClock(at + livesOnFor, voice);
  if (deleted.length === 1) parts.push(t("Satellites may accept what was made from it until {0}.", until));
  if (deleted.length > 1) parts.push(t("Satellites may accept what was made from them until {0}.", until));
  if (gone.length > 0) parts.push(t("Gone already: {0}.", names(gone)));
  if (unknown.length > 0) parts.push(t("Perhaps deleted, since the list could not be asked for: {0}.", names(unknown)));
  for (const { error, keys } of kept) {
    if (!error) parts.push(t("Not deleted, since you cancelled: {0}.", names(keys)));
    else parts.push(failureText(t("Not deleted, {0}", error.code === "forbidden" ? ofMembers(keys) : names(keys)), consoleWords(error, host, t)));
  }
  return parts.join(" ");
}

/** The page that says of each what became of it. */
export function fatesPage({ project, account, keys }: ChosenKeys, fates: ReadonlyMap<string, Fate>, voice: Voice): string {
  const { t } = voice;
  const host = consoleName(account.origin);
  const words = (fate: Fate | undefined): string => {
    if (fate === undefined) return t("not deleted: cancelled");
    if (fate === "deleted") return t("deleted");
    if (fate === "gone") return t("gone already");
    if (fate === "unknown") return t("perhaps deleted");
    return fate.code === "forbidden" ? t("not allowed") : t("not deleted: {0}", consoleWords(fate, host, t).wrong);
  };
  return [
    t("What became of {0} API keys of {1} at {2}", keys.length, showOutside(project.name), host),
    "",
    ...keys.map((key) => `${lineOf(key, voice)} · ${words(fates.get(key.id))}`),
    "",
  ].join("\n");
}

/** Whether another try may delete some of those that were not. */
export function mayPass({ unknown, kept }: Sorted): boolean {
  return unknown.length > 0 || kept.some(({ error }) => !error || mayPassAtConsole(error));
}

function nameOfListed({ name }: ListedKey, { t }: Voice): string {
  return t("“{0}”", showOutside(name, 60));
}

function withCreator(key: ListedKey, voice: Voice): string {
  const name = nameOfListed(key, voice);
  return key.creator === "" ? name : voice.t("{0} of {1}", name, showOutside(key.creator, 80));
}

function madeWords({ creator, createdAt }: ListedKey, voice: Voice): string {
  const { t } = voice;
  const who = showOutside(creator, 80);
  const day = createdAt === undefined ? "" : localDate(createdAt, voice);
  if (day === "") return who === "" ? "" : t("It was made by {0}.", who);
  return who === "" ? t("It was made on {0}.", day) : t("It was made by {0} on {1}.", who, day);
}

function lineOf(key: ListedKey, voice: Voice): string {
  const { createdAt, creator, id } = key;
  const made = createdAt === undefined ? "" : localTime(createdAt, voice);
  return `- ${[nameOfListed(key, voice), made, showOutside(creator), showOutside(id)].filter((part) => part !== "").join(" · ")}`;
}
