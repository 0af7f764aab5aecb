import type { MarkdownString, TreeItem } from "vscode";
import type { Voice } from "../decoder/voice";
import { consoleKeyOf } from "./apiKeys/linkedKeys";
import { revokedAt } from "./revocation";
import { brokenItem, failureItem, groupItem, lostItem, recordItem, recordTooltip } from "./savedItem";
import type { SavedNode } from "./savedNode";
import type { Saved } from "./savedTree";

/** What draws the view: loaded with its first line, since it needs to know what grants mean. */
export { readRecords } from "./savedFacts";
export { nextChange } from "./savedSummary";
export { endingSoon, savedTree } from "./savedTree";

/** A line of the view; of a record that has just gone no more than its id. */
export function savedItem(node: SavedNode, saved: Saved, voice: Voice): TreeItem {
  switch (node.kind) {
    case "satellite":
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
      const record = saved.find(node.id);
      return record ? recordItem(node, record, voice, revokedAt(record, saved.all())) : lostItem(node, voice);
    }
  }
}

/** What a line tells when the mouse rests on it; undefined where the record has just gone, and of what is no record. */
export function savedTooltip(node: SavedNode, saved: Saved, voice: Voice): MarkdownString | undefined {
  const record = node.kind === "record" ? saved.find(node.id) : undefined;
  if (!record) return undefined;
  const all = saved.all();
  return recordTooltip(node, record, voice, { consoleKey: consoleKeyOf(record, all), revoked: revokedAt(record, all) });
}
