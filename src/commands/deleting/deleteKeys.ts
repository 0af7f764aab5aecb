import type { ConsoleApi, ConsoleErrorCode, ListedKey } from "../../satellite/console";
import { ConsoleError } from "../../satellite/console/consoleError";
import { outcomeOf } from "../contacting/askConsole";
import { stillThere } from "./stillThere";

/** What became of an API key that was to be deleted: "gone" was so already; an error says why it was not deleted. */
export type Fate = "deleted" | "gone" | "unknown" | ConsoleError;

/** API keys of one project that are to be deleted. */
export interface Deleting {
  readonly api: ConsoleApi;
  /** Its public ID. */
  readonly project: string;
  readonly keys: readonly ListedKey[];
  /** What became of each so far, by ID: kept up to date, so that it is there also when the deletion was cancelled. */
  readonly fates: Map<string, Fate>;
  readonly say: (done: number) => void;
  readonly signal: AbortSignal;
}

/** After these it may be done or not; the list tells. "gone" is said of one of several. */
const undecided: readonly ConsoleErrorCode[] = ["gone", "server", "unreachable", "timeout", "not-console"];

/** What the console says of one key, and not of all. */
const ofOne: readonly ConsoleErrorCode[] = ["forbidden", "invalid", "no-access", "server"];

/** Deletes API keys. Every failure is a fate. Errors: `signed-out`, of which whoever keeps the session has to hear; the reason of an aborted signal. */
export async function deleteKeys(deleting: Deleting): Promise<void> {
  const stopped = await (deleting.api.deletesAllOrNone ? deleteTogether(deleting) : deleteOneByOne(deleting));
  if (stopped?.code === "signed-out") throw stopped;
}

/**
 * Deletes all or none, and where none was, what can be: without those that are gone already, and those of other members in requests of their own,
 * one for each of these, since a console does not say which of the keys a member may not delete. Gives the failure that stopped it.
 */
async function deleteTogether({ api, project, keys, fates, signal }: Deleting): Promise<ConsoleError | undefined> {
  const groups = [keys];
  const put = (some: readonly ListedKey[], fate: Fate): void => {
    for (const { id } of some) fates.set(id, fate);
  };
  for (let group = groups.shift(); group; group = groups.shift()) {
    const { error } = await outcomeOf(api.deleteKeys(idsOf(group), signal));
    if (!error) {
      put(group, "deleted");
      continue;
    }
    const byCreator = error.code === "forbidden" ? groupsOf(group) : [];
    if (byCreator.length > 1) {
      groups.push(...byCreator);
      continue;
    }
    const there = undecided.includes(error.code) ? await lookFor(api, project, group, signal) : undefined;
    if (there instanceof ConsoleError) {
      put(group, isNothingDone(error) ? error : "unknown");
    } else if (there && there.size < group.length) {
      const left = group.filter(({ id }) => there.has(id));
      // Where one of them is still there, none was deleted.
      put(group.filter(({ id }) => !there.has(id)), left.length === 0 && !isNothingDone(error) ? "deleted" : "gone");
      if (left.length > 0) groups.unshift(left);
      continue;
    } else {
      put(group, error);
    }
    if (error.code === "forbidden") continue;
    put(groups.flat(), error);
    return there instanceof ConsoleError ? there : error;
  }
  return undefined;
}

/** The generated API knows but one at a time, and does not tell what it deletes from what is gone. Gives the failure that stopped it. */
async function deleteOneByOne({ api, project, keys, fates, say, signal }: Deleting): Promise<ConsoleError | undefined> {
  for (const [at, key] of keys.entries()) {
    say(at);
    const { error } = await outcomeOf(api.deleteKeys([key.id], signal));
    if (!error) {
      fates.set(key.id, "deleted");
    } else if (error.code === "gone") {
      fates.set(key.id, "gone");
    } else if (ofOne.includes(error.code)) {
      fates.set(key.id, error);
    } else {
      const there = undecided.includes(error.code) ? await lookFor(api, project, [key], signal) : new Set([key.id]);
      fates.set(key.id, there instanceof ConsoleError ? "unknown" : there.has(key.id) ? error : "deleted");
      for (const { id } of keys.slice(at + 1)) fates.set(id, error);
      return there instanceof ConsoleError ? there : error;
    }
  }
  return undefined;
}

/** What a console does not find, or a failure of its own, comes of a transaction that did nothing. */
function isNothingDone({ code, status }: ConsoleError): boolean {
  return code === "gone" || status === 500;
}

async function lookFor(api: ConsoleApi, project: string, keys: readonly ListedKey[], signal: AbortSignal): Promise<ReadonlySet<string> | ConsoleError> {
  const outcome = await outcomeOf(stillThere(api, project, keys, signal));
  return outcome.error ?? outcome.value;
}

/** The keys of each member. */
function groupsOf(keys: readonly ListedKey[]): readonly (readonly ListedKey[])[] {
  const groups = new Map<string, ListedKey[]>();
  for (const key of keys) {
    const others = groups.get(key.creator);
    if (others) others.push(key);
    else groups.set(key.creator, [key]);
  }
  return [...groups.values()];
}

function idsOf(keys: readonly ListedKey[]): readonly string[] {
  return keys.map(({ id }) => id);
}
