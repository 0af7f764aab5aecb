import {
  actionNames,
  type Instant,
  milliseconds,
  type PermissionFlag,
  type SharePrefix,
} from "../../grant";
import { everydayActions, isEveryday, type KeyFacts } from "../../decoder/keyFacts";
import { actionWord, actionWords, some } from "../../decoder/keyWords";
import { duration, fullTime } from "../../decoder/time";
import type { Voice } from "../../decoder/voice";
import { type Answer, type Ask, BACK, type Choice, type Problem } from "../../platform/ask";
import { parseMoment, parseTtl } from "./parseMoment";
import { parsePrefix } from "./prefixText";
import { type Draft, flagOf, ownPrefixes, prefixLabel, prefixRefusal, timeRefusal } from "./restriction";

/** What a question needs to know: whom to ask, what is being restricted, and where in the row of steps it stands. */
export interface Step {
  readonly ask: Ask;
  readonly source: KeyFacts;
  readonly voice: Voice;
  readonly title: string;
  readonly place: { readonly step: number; readonly of: number };
}

type Question = (step: Step, draft: Draft) => Promise<Answer<Draft>>;

const flagsOf = (names: Parameters<typeof flagOf>[0][]): PermissionFlag[] =>
  names.flatMap((name) => flagOf(name) ?? []);

/** The four everyday permissions: what `uplink access restrict --readonly=false` keeps. */
export const everydayFlags = flagsOf([...everydayActions]);

function frame({ title, place }: Step): { title: string; place: Step["place"]; canGoBack: boolean } {
  return { title, place, canGoBack: place.step > 1 };
}

/** Read-only first; one by one, with the lock and notification permissions that the CLI can't keep, last. */
export const askForPermissions: Question = async (step, draft) => {
  const { ask, source, voice } = step;
  const { t } = voice;
  const presets = [
    { label: t("Read-only"), names: ["read", "list"] as const },
    { label: t("Read and upload"), names: ["read", "write", "list"] as const },
    { label: t("Upload only"), names: ["write"] as const },
    { label: t("Everything everyday"), names: everydayActions },
  ]
    .filter(({ names }) => names.every((name) => source.actions.has(name)))
    .map(({ label, names }) => ({ label, description: actionWords(names, voice), value: flagsOf([...names]) }));
  const advanced = {
    label: t("Advanced: choose one by one…"),
    description: t("object lock and notification permissions too"),
    value: "advanced" as const,
  };
  const chosen = await ask.pick<PermissionFlag[] | "advanced">({
    ...frame(step),
    placeholder: t("What may be done with it?"),
    items: [...presets, advanced],
  });
  if (chosen === BACK || chosen === undefined) return chosen;
  return chosen === "advanced" ? askOneByOne(step, draft) : { ...draft, flags: chosen };
};

const askOneByOne: Question = async (step, draft) => {
  const { ask, source, voice } = step;
  const { t } = voice;
  const items = actionNames
    .filter((name) => source.actions.has(name) && name !== "projectInfo")
    .flatMap((name) => {
      const value = flagOf(name);
      if (!value) return [];
      const description = isEveryday(name) ? "" : t("if the API key supports it");
      return [{ label: actionWord(name, voice), description, value, picked: name === "read" || name === "list" }];
    });
  const question = { ...frame(step), canGoBack: true, items };
  let flags = await ask.pickSome({ ...question, placeholder: t("What may be done with it?") });
  while (Array.isArray(flags) && flags.length === 0) {
    flags = await ask.pickSome({ ...question, placeholder: t("Nothing would be allowed: choose at least one") });
  }
  if (flags === BACK) return askForPermissions(step, draft);
  return flags && { ...draft, flags };
};

/** Turns what is typed into a prefix, or says why it can't be one. */
function readPrefix(text: string, { source, voice }: Step): Choice<SharePrefix> | Problem | undefined {
  if (text.trim() === "") return undefined;
  const prefix = parsePrefix(text);
  if (!prefix) return { problem: voice.t("Write sj://bucket/prefix/") };
  const refusal = prefixRefusal(source, prefix, voice);
  if (refusal !== undefined) return { problem: refusal };
  // Object keys may end in one; more often it was not meant.
  const endsInBlank = /\s$/.test(text) && prefix.prefix.length > 0;
  const description = endsInBlank ? voice.t("as typed, with the blank at its end") : voice.t("as typed");
  return { label: prefixLabel(prefix, voice), description, value: prefix };
}

type PrefixChoice = SharePrefix | "everywhere";

/** One prefix: one of the grant's own that is not chosen yet, what is typed, or none at all. */
function askForPrefix(step: Step, chosen: readonly string[], isRequired: boolean): Promise<Answer<PrefixChoice>> {
  const { ask, source, voice } = step;
  const { t } = voice;
  const own = ownPrefixes(source, voice).map((value) => ({
    label: prefixLabel(value, voice),
    description: t("its own"),
    value,
  }));
  const everywhere = {
    label: t("No new limit"),
    description: t("everywhere it may reach"),
    value: "everywhere" as const,
  };
  return ask.pickOrType<PrefixChoice>({
    ...frame(step),
    canGoBack: step.place.step > 1 || chosen.length > 0,
    placeholder: t("sj://bucket/prefix/ to restrict to"),
    items: [
      ...own.filter(({ label }) => !chosen.includes(label)),
      ...(isRequired || chosen.length > 0 ? [] : [everywhere]),
    ],
    typed: (text) => readPrefix(text, step),
  });
}

/**
 * One prefix after the other, completed from the grant's own, until the person goes on; those of the draft are there
 * already.
 */
export async function askForPrefixes(step: Step, draft: Draft, isRequired: boolean): Promise<Answer<Draft>> {
  const { ask, voice } = step;
  const { t } = voice;
  const prefixes = [...draft.prefixes];
  const labels = (): string[] => prefixes.map((prefix) => prefixLabel(prefix, voice));
  for (let isAdding = prefixes.length === 0; ;) {
    if (isAdding) {
      const chosen = await askForPrefix(step, labels(), isRequired);
      if (chosen === undefined || (chosen === BACK && prefixes.length === 0)) return chosen;
      if (chosen === "everywhere") return { ...draft, prefixes: [] };
      if (chosen !== BACK && !labels().includes(prefixLabel(chosen, voice))) prefixes.push(chosen);
    }
    const more = await ask.pick({
      ...frame(step),
      canGoBack: true,
      placeholder: t("Restrict to {0}", some(labels(), 5, voice)),
      items: [
        { label: t("Go on"), value: false },
        { label: t("Add another prefix…"), value: true },
      ],
    });
    if (more === undefined) return undefined;
    if (more === false) return { ...draft, prefixes };
    if (more === BACK) prefixes.pop();
    isAdding = true;
  }
}

interface MomentQuestion {
  readonly placeholder: string;
  readonly direction: "notBefore" | "notAfter";
  readonly presets: readonly { readonly label: string; readonly text: string }[];
}

const edges = { notBefore: "not-before", notAfter: "not-after" } as const;

async function askForMoment(
  step: Step,
  draft: Draft,
  { placeholder, direction, presets }: MomentQuestion,
): Promise<Answer<Draft>> {
  const { ask, source, voice } = step;
  const read = (text: string): Choice<{ moment: Instant | undefined }> | Problem | undefined => {
    if (text.trim() === "") return undefined;
    const reading = parseMoment(text, edges[direction], voice);
    if ("reason" in reading) return { problem: reading.reason };
    const moment = reading.value;
    const refusal = timeRefusal(source, { ...draft, [direction]: moment }, voice);
    if (refusal !== undefined) return { problem: refusal };
    const meaning = moment ? fullTime(milliseconds(moment), voice).text : voice.t("no new limit");
    return { label: text.trim(), description: meaning, value: { moment } };
  };
  const chosen = await ask.pickOrType({
    ...frame(step),
    placeholder,
    items: presets.flatMap(({ label, text }) => {
      const choice = read(text);
      return choice && "value" in choice ? [{ label, description: text, value: choice.value }] : [];
    }),
    typed: read,
  });
  return chosen === undefined || chosen === BACK ? chosen : { ...draft, [direction]: chosen.moment };
}

export const askForBeginning: Question = (step, draft) => {
  const { t } = step.voice;
  return askForMoment(step, draft, {
    direction: "notBefore",
    placeholder: t("Not before: choose, or write 2026-12-01, 2026-12-01T09:00, an RFC 3339 time or +7d"),
    presets: [
      { label: t("At once"), text: "none" },
      { label: t("In a day"), text: "+1d" },
    ],
  });
};

export const askForEnd: Question = (step, draft) => {
  const { t } = step.voice;
  return askForMoment(step, draft, {
    direction: "notAfter",
    placeholder: t("Not after: choose, or write 2026-12-01, 2026-12-01T09:00, an RFC 3339 time, +7d or +336h"),
    presets: [
      { label: t("1 day"), text: "+1d" },
      { label: t("7 days"), text: "+7d" },
      { label: t("30 days"), text: "+30d" },
      { label: t("1 year"), text: "+365d" },
      { label: t("No new end"), text: "none" },
    ],
  });
};

/** How long objects may live that are uploaded with it. */
export const askForTtl: Question = async (step, draft) => {
  const { ask, voice } = step;
  const { t } = voice;
  const read = (text: string): Choice<{ ttl: bigint | undefined }> | Problem | undefined => {
    if (text.trim() === "") return undefined;
    const reading = parseTtl(text, voice);
    if ("reason" in reading) return { problem: reading.reason };
    const ttl = reading.value;
    if (ttl === undefined) return { label: text.trim(), description: t("no new limit"), value: { ttl } };
    return { label: duration(ttl), description: t("as typed"), value: { ttl } };
  };
  const chosen = await ask.pickOrType<{ ttl: bigint | undefined }>({
    ...frame(step),
    placeholder: t("Max object TTL of what is uploaded: choose, or write 36h or 7d"),
    items: [
      { label: t("No new limit"), value: { ttl: undefined } },
      ...["24h", "7d", "30d"].flatMap((text) => {
        const choice = read(text);
        return choice && "value" in choice ? [{ ...choice, description: text }] : [];
      }),
    ],
    typed: read,
  });
  return chosen === undefined || chosen === BACK ? chosen : { ...draft, maxObjectTtl: chosen.ttl };
};
