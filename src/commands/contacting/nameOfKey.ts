import type { KeyFacts } from "../../decoder/keyFacts";
import { somePrefixes } from "../../decoder/keyWords";
import type { Voice } from "../../decoder/voice";
import { showOutside } from "../../platform/showOutside";
import type { SavedRecord } from "../../vault/record";

const longestLabel = 60;

/** How a message calls what is saved. Line breaks of a label, which may come from a file, make no lines of ours. */
export function nameOfSaved({ label }: SavedRecord, { t }: Voice): string {
  return t("“{0}”", showOutside(label, longestLabel));
}

/** How a message calls a grant or API key: by its label where it is saved, else by what it is and where it leads. */
export function nameOfKey(record: SavedRecord | undefined, { grant, prefixes }: KeyFacts, voice: Voice): string {
  const { t } = voice;
  if (record) return nameOfSaved(record, voice);
  const places = prefixes && prefixes.length > 0 ? somePrefixes(prefixes, 1, voice) : undefined;
  if (grant) return places === undefined ? t("this access grant") : t("this access grant ({0})", places);
  return places === undefined ? t("this API key") : t("this API key ({0})", places);
}
