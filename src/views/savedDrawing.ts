import type { TreeItem } from "vscode";
import type { Voice } from "../decoder/voice";
import type { SavedRecord } from "../vault/record";
import { brokenItem, failureItem, groupItem, lostItem, recordItem, summaryOf } from "./savedItem";
import type { SavedNode } from "./savedNode";
import { endOf, type Saved } from "./savedTree";

/** What draws the view: loaded with its first line, since it needs to know what grants mean. */
export { recordTooltip } from "./savedItem";
export { endingSoon, savedTree } from "./savedTree";

/** A line of the view; of a record that has just gone no more than its id. */
export function savedItem(node: SavedNode, saved: Saved, voice: Voice): TreeItem {
  switch (node.kind) {
    case "group":
      return groupItem(node, voice);
    case "failure":
      return failureItem(node, voice);
    case "lost":
      return lostItem(node, voice);
    case "broken": {
      const broken = saved.broken().find(({ id }) => id === node.id);
      return broken ? brokenItem(node, broken, voice) : lostItem(node, voice);
    }
    case "record": {
      const record = saved.all().find(({ id }) => id === node.id);
      return record ? recordItem(node, record, voice) : lostItem(node, voice);
    }
  }
}

/** The next instant at which a line or the badge changes, in milliseconds since 1970; infinity where none does. */
export function nextChange(records: readonly SavedRecord[], voice: Voice): number {
  const week = 7 * 86_400_000;
  const instants = records.flatMap((record) => [summaryOf(record, voice).changesAt, endOf(record) - week]);
  return instants.reduce((next, instant) => (instant > voice.now && instant < next ? instant : next), Infinity);
}
