import { fullTime, localClock, localTime, type PassingText, relative } from "../../decoder/time";
import type { Translate, Voice } from "../../decoder/voice";
import type { CommandId } from "../../platform/contributions";
import { showOutside } from "../../platform/showOutside";
import { showOutsideAsMarkdown } from "../../platform/showOutsideAsMarkdown";
import type { ConsoleProject, KeyOrder, KeyQuery, ListedKey } from "../../satellite/console/api";
import type { Account } from "../../vault/accounts";
import type { KeyFailure, KeyPages } from "./keyPages";
import type { Link } from "./linkedKeys";

/** A line of the view as it is drawn, without VS Code's objects. What may be hostile is neutralised. */
export interface Line {
  readonly label: string;
  readonly description: string;
  /** A codicon. */
  readonly icon: string;
  /** The words by which menus know it. */
  readonly contextValue: string;
  /** What a screen reader says. */
  readonly spoken: string;
  readonly hasChildren: boolean;
  /** What a click does, with the line itself. */
  readonly command?: { readonly id: CommandId; readonly title: string };
}

/** Why something was not done, without a full stop. */
export interface Failed {
  readonly wrong: string;
  /** The session is over: signing in helps, and nothing else does. */
  readonly isSignedOut: boolean;
}

type Parts = Partial<Omit<Line, "label" | "contextValue">> & { readonly kind?: string };

function line(label: string, contextValue: string, { kind, description = "", icon = "", hasChildren = false, ...rest }: Parts): Line {
  const spoken = [label, kind, description].filter(Boolean).join(", ");
  return { label, contextValue, description, icon, hasChildren, spoken, ...rest };
}

const named = (name: string, t: Translate): string => showOutside(name) || t("(no name)");

const thousands = (count: number, { locale }: Voice): string => count.toLocaleString(locale);

const joined = (...parts: readonly (string | undefined)[]): string => parts.filter((part) => part !== undefined && part !== "").join(" · ");

/** An account; `host` is how its console is called. */
export function accountLine({ name }: Account, host: string, isOver: boolean, { t }: Voice): Line {
  return line(named(name, t), isOver ? "account over" : "account", {
    kind: t("account"),
    description: joined(host, isOver ? t("session ended: sign in again") : undefined),
    icon: isOver ? "warning" : "account",
    hasChildren: true,
  });
}

/** What is told of an account when the mouse rests on it, as Markdown. */
export function accountTooltip({ name, origin, way, expiresAt }: Account, isOver: boolean, voice: Voice): string {
  const { t } = voice;
  const until = expiresAt === undefined ? t("Signed in with a session") : t("Signed in with a session, until {0}", fullTime(expiresAt, voice).text);
  return paragraph(
    `**${showOutsideAsMarkdown(name)}**`,
    showOutsideAsMarkdown(origin),
    way === "restKey" ? t("Signed in with a REST API key") : until,
    isOver ? t("The console no longer takes it: sign in again.") : undefined,
  );
}

/** A project, and how many keys it has as far as that is known. */
export function projectLine({ name }: ConsoleProject, pages: Pick<KeyPages, "total" | "query"> | undefined, voice: Voice): Line {
  const { t } = voice;
  const { total, query } = pages ?? {};
  const { search = "" } = query ?? {};
  const found = total === undefined ? undefined : thousands(total, voice);
  const count = found === undefined ? undefined : total === 1 ? t("1 API key") : t("{0} API keys", found);
  return line(named(name, t), search === "" ? "project" : "project searched", {
    kind: t("project"),
    description: joined(
      search === "" ? count : found === undefined ? t("search “{0}”", showOutside(search, 40)) : t("search “{0}”: {1} found", showOutside(search, 40), found),
      query && !(query.order === "name" && !query.isDescending) ? orderName(query, t) : undefined,
    ),
    icon: "project",
    hasChildren: true,
  });
}

/** What is told of a project when the mouse rests on it, as Markdown. */
export function projectTooltip({ id, name, createdAt }: ConsoleProject, voice: Voice): string {
  const { t } = voice;
  return paragraph(
    `**${showOutsideAsMarkdown(name)}**`,
    t("ID: {0}", showOutsideAsMarkdown(id)),
    createdAt === undefined ? undefined : t("Created: {0}", fullTime(createdAt, voice).text),
  );
}

/** An API key, and until when its text is true. */
export function keyLine({ name, createdAt, creator }: ListedKey, link: Link | undefined, voice: Voice): Line & Pick<PassingText, "changesAt"> {
  const { t } = voice;
  const age = createdAt === undefined ? undefined : relative(createdAt, voice);
  const drawn = line(named(name, t), link ? "key linked" : "key", {
    kind: t("API key"),
    description: joined(age?.text, showOutside(creator), link && (link === "said" ? t("linked (said)") : t("linked"))),
    icon: "shield",
  });
  return { ...drawn, changesAt: age?.changesAt ?? Infinity };
}

/** A saved credential of an API key, and whether it is but said to be. */
export interface LinkedRecord {
  readonly label: string;
  readonly isSaid: boolean;
}

/** What is told of an API key when the mouse rests on it, as Markdown. */
export function keyTooltip({ id, name, createdAt, creator }: ListedKey, linked: readonly LinkedRecord[], voice: Voice): string {
  const { t } = voice;
  const most = 5;
  const shown = linked.slice(0, most).map(({ label, isSaid }) =>
    isSaid ? t("Saved as {0} (said, not proved)", showOutsideAsMarkdown(label)) : t("Saved as {0}", showOutsideAsMarkdown(label)),
  );
  return paragraph(
    `**${showOutsideAsMarkdown(name) || t("(no name)")}**`,
    t("ID: {0}", showOutsideAsMarkdown(id)),
    createdAt === undefined ? undefined : t("Created: {0}", fullTime(createdAt, voice).text),
    creator === "" ? undefined : t("By: {0}", showOutsideAsMarkdown(creator)),
    ...shown,
    linked.length > most ? t("and {0} more", linked.length - most) : undefined,
  );
}

/** What asks for the next page. */
export function moreLine(shown: number, total: number, voice: Voice): Line {
  const { t } = voice;
  return line(t("Load more ({0} of {1})", thousands(shown, voice), thousands(total, voice)), "more", {
    icon: "ellipsis",
    command: { id: "storjGrants.loadMoreApiKeys", title: t("Load More") },
  });
}

/** What did not come, and the one thing to do about it. `readAt` is of which time is what stands below; undefined where nothing does. */
export function failureLine(tried: string, { wrong, isSignedOut }: Failed, readAt: number | undefined, voice: Voice): Line {
  const { t, now } = voice;
  const title = isSignedOut ? t("Sign In Again…") : t("Try Again");
  const halfDay = 43_200_000;
  const since = readAt === undefined ? undefined : now - readAt < halfDay ? localClock(readAt, voice) : localTime(readAt, voice);
  const description = joined(wrong, since === undefined ? undefined : t("what is below is of {0}", since));
  return line(title, "failure", {
    description,
    icon: isSignedOut ? "sign-in" : "error",
    spoken: `${tried}: ${description}. ${title}`,
    command: { id: isSignedOut ? "storjGrants.signIn" : "storjGrants.reloadApiKeys", title },
  });
}

/** What is told of a failure when the mouse rests on it, as Markdown. */
export function failureTooltip(tried: string, { wrong }: Failed): string {
  return showOutsideAsMarkdown(`${tried}: ${wrong}.`, 1_000);
}

/** What an account's failure, or a project's, is about. */
export function triedWords(failure: KeyFailure | undefined, t: Translate): string {
  if (!failure) return t("The projects were not listed");
  switch (failure.tried) {
    case "first":
      return t("The API keys were not listed");
    case "more":
      return t("No more API keys were listed");
    case "again":
      return t("The API keys were not listed again");
    case "arrange":
      return failure.query.search === "" ? t("The API keys were not sorted") : t("The API keys were not searched");
  }
}

/** Says that there is nothing: no project in an account, no key in a project, or none that matches. */
export function noteLine(search: string | undefined, { t }: Voice): Line {
  const words = search === undefined ? t("No projects yet") : search === "" ? t("No API keys yet") : t("Nothing matches “{0}”", showOutside(search, 40));
  return line(words, "", { icon: "info" });
}

/** "by date, newest first". */
export function orderName({ order, isDescending }: Pick<KeyQuery, "order" | "isDescending">, t: Translate): string {
  const names: Record<KeyOrder, readonly [string, string]> = {
    name: [t("by name, A to Z"), t("by name, Z to A")],
    date: [t("by date, oldest first"), t("by date, newest first")],
    creator: [t("by creator, A to Z"), t("by creator, Z to A")],
  };
  return names[order][isDescending ? 1 : 0];
}

/** Lines of Markdown, each as a line. */
const paragraph = (...lines: readonly (string | undefined)[]): string => lines.filter((one) => one !== undefined).join("  \n");
