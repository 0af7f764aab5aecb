import * as vscode from "vscode";
import { describeKey } from "../decoder/describe";
import type { KeyFacts } from "../decoder/keyFacts";
import { some } from "../decoder/keyWords";
import { pageAsText } from "../decoder/page";
import { type Answer, BACK } from "../platform/ask";
import { ExplainedError } from "../platform/errors";
import { knownRevocation } from "./revoking/kin";
import { chooseKey, type KeyOrigin } from "./asking/origin";
import { canReplace, replaceCredential } from "./replaceCredential";
import { type Draft, restrictCredential, type Restricted, sourceRefusal } from "./restricting/restriction";
import { askForBeginning, askForEnd, askForPermissions, askForPrefixes, askForTtl, everydayFlags, type Step } from "./restricting/restrictionSteps";
import { saveResult } from "./asking/saveResult";
import type { Services } from "./services";

type Question = (step: Step, draft: Draft) => Promise<Answer<Draft>>;

const toPrefix: readonly Question[] = [(step, draft) => askForPrefixes(step, draft, true)];

const everything: readonly Question[] = [
  askForPermissions,
  (step, draft) => askForPrefixes(step, draft, false),
  askForBeginning,
  askForEnd,
  askForTtl,
];

const untouched: Draft = { flags: everydayFlags, prefixes: [], notBefore: undefined, notAfter: undefined, maxObjectTtl: undefined };

/** Narrows the credential that is meant to prefixes, and keeps its everyday permissions. */
export function restrictToPrefix(services: Services, args: readonly unknown[]): Promise<void> {
  return restrictBy(services, args, toPrefix);
}

/** Narrows the credential that is meant, step by step: permissions, prefixes, times, the life of objects. */
export function restrict(services: Services, args: readonly unknown[]): Promise<void> {
  return restrictBy(services, args, everything);
}

async function restrictBy(services: Services, args: readonly unknown[], questions: readonly Question[]): Promise<void> {
  const { ask, decoder, vault } = services;
  const { t } = decoder.voice();
  const origin = await chooseKey(services, args, t("Which credential is to be restricted?"));
  if (origin === undefined) return;
  if (origin === "none") {
    void ask.showWarning(t("There is no access grant or API key here to restrict. Open a file that holds one, and put the cursor on it."));
    return;
  }
  if (knownRevocation(origin.facts.macaroon, vault.all()) !== undefined) {
    void ask.showWarning(t("What is being restricted is noted here as revoked: what is made from it is revoked as well."));
  }
  const refusal = sourceRefusal(origin.facts, decoder.voice());
  if (refusal === undefined) await askAll(services, origin, questions, untouched);
  else void ask.showError(t("It can't be restricted. {0}", refusal));
}

/** Goes through the questions, back where the person goes back, and then shows what came of it. */
async function askAll(
  services: Services,
  origin: KeyOrigin,
  questions: readonly Question[],
  start: Draft,
): Promise<void> {
  const { ask, decoder } = services;
  const { t } = decoder.voice();
  const { facts: source } = origin;
  // One draft for each step that was answered, so that going back forgets the later answers.
  const drafts = [start];
  for (;;) {
    const draft = drafts.at(-1) as Draft;
    const question = questions[drafts.length - 1];
    const place = { step: drafts.length, of: questions.length + 1 };
    const title = source.grant ? t("Restrict Access Grant") : t("Restrict API Key");
    const step: Step = { ask, source, voice: decoder.voice(), title, place };
    const answer = question ? await question(step, draft) : await finish(services, origin, draft, step);
    if (answer === "more limits") {
      await askAll(services, origin, everything, draft);
      return;
    }
    if (answer === undefined) return;
    if (answer === BACK) drafts.pop();
    else drafts.push(answer);
    if (drafts.length === 0) return;
  }
}

/** Shows before and after side by side, and asks what is to become of the result. */
async function finish(
  services: Services,
  origin: KeyOrigin,
  draft: Draft,
  step: Step,
): Promise<typeof BACK | "more limits" | undefined> {
  const { ask, clipboard, decoder } = services;
  const { t } = decoder.voice();
  const { facts: source, target } = origin;
  const result = restrictCredential(source, draft, decoder.voice());
  if ("refusal" in result) {
    const back = t("Back");
    return (await ask.showError(t("It was not restricted. {0}", result.refusal), { actions: [back] })) === back ? BACK : undefined;
  }
  if (!(await acceptsLeaks(services, result))) return BACK;
  const closeDifference = await showDifference(services, source, result);
  for (;;) {
    const answer = await askWhatBecomes(origin, step);
    // Where it was not replaced or saved after all, the result is still there to be copied.
    if (answer === "replace" && !(target && (await wentWell(services, replaceCredential(services, target, result.text))))) continue;
    if (answer === "save" && !(await wentWell(services, saveResult(services, result)))) continue;
    if (answer === "copy") await clipboard.copy(result.text);
    await closeDifference();
    return answer === BACK || answer === "more limits" ? answer : undefined;
  }
}

/** What went wrong is told, and counts as not done. */
async function wentWell({ ask }: Services, done: Promise<boolean>): Promise<boolean> {
  try {
    return await done;
  } catch (error) {
    if (!(error instanceof ExplainedError)) throw error;
    void ask.showError(error.message);
    return false;
  }
}

type Fate = "replace" | "save" | "copy" | "more limits";

/** What is to become of a restricted credential. Only where the old one still stands can it be replaced. */
function askWhatBecomes({ target, record }: KeyOrigin, { ask, place, title, voice: { t } }: Step): Promise<Answer<Fate>> {
  const replace = { label: t("Replace"), description: t("in the file; Undo takes it back"), value: "replace" as const };
  const under = record ? t("under its parent “{0}”", record.label) : t("in VS Code's secret storage");
  return ask.pick<Fate>({
    title,
    place,
    canGoBack: true,
    placeholder: t("On the left the credential as it is, on the right as it will be"),
    items: [
      ...(target && canReplace(target) ? [replace] : []),
      { label: t("Save"), description: under, value: "save" },
      { label: t("Copy"), description: t("to the clipboard, which forgets it again"), value: "copy" },
      { label: t("More Limits…"), description: t("permissions, times, the life of objects"), value: "more limits" },
    ],
  });
}

/** Where object keys are not encrypted, a prefix reaches its siblings too: that is asked about first. */
export async function acceptsLeaks({ ask, decoder }: Services, { leaks }: Pick<Restricted, "leaks">): Promise<boolean> {
  if (leaks.length === 0) return true;
  const voice = decoder.voice();
  const { t } = voice;
  const goOn = t("Restrict Anyway");
  const answer = await ask.showWarning(t("Object keys are not encrypted: {0} also matches its siblings.", some(leaks, 5, voice)), {
    modal: true,
    detail: t("Names that begin the same (tenant1, tenant10) can be listed, overwritten and deleted by whoever has the restricted grant, as far as its permissions go. Their contents stay unreadable with it: it has no key for them. The grant that it is made from may have."),
    actions: [goOn],
  });
  return answer === goOn;
}

/** Shows the two explanations side by side; what it returns closes them again. */
async function showDifference({ decoder, pages }: Services, source: KeyFacts, result: Restricted): Promise<() => Promise<void>> {
  const voice = decoder.voice();
  const before = pages.add(voice.t("before.txt"), pageAsText(describeKey(source, voice)));
  const after = pages.add(voice.t("after.txt"), pageAsText(describeKey(result.facts, voice)));
  // Not as a preview: that would take the place of the file's own tab, close it, and leave nothing to replace.
  await vscode.commands.executeCommand("vscode.diff", before, after, voice.t("Restricted: before ↔ after"), { preview: false });
  return async () => {
    const isOurs = ({ input }: vscode.Tab): boolean =>
      input instanceof vscode.TabInputTextDiff && input.modified.toString() === after.toString();
    await vscode.window.tabGroups.close(vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.filter(isOurs)));
  };
}
