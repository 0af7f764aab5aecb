import { type Bytes, byteString } from "../../grant";
import type { KeyFacts } from "../../decoder/keyFacts";
import type { Voice } from "../../decoder/voice";
import { type Choice, type Problem } from "../../platform/ask";
import { showOutside } from "../../platform/showOutside";
import { parsePrefix } from "../restricting/prefixText";
import { prefixRefusal } from "../restricting/restriction";

/** A bucket, and in it an object, a prefix (its key ends in a slash), or all of it (its key is empty). */
export interface Place {
  readonly bucket: Bytes;
  readonly key: Bytes;
}

/** What a place is wanted for: to be looked at, to hold a whole site, to be one object that is there, or one that may still come. */
export type Wanted = "any" | "root" | "object" | "newObject";

const slash = 0x2f;

/** Whether a place holds objects, and is none itself. */
export function isPrefix({ key }: Place): boolean {
  return key.length === 0 || key.at(-1) === slash;
}

/** `sj://photos/tenant1/cat.jpg`: as a person may read it. */
export function placeName({ bucket, key }: Place): string {
  return `sj://${showOutside(bucket)}/${showOutside(key, 300)}`;
}

/** Why a place is not one that is wanted, in a sentence; `facts` are the grant's, where it is known. */
export function placeProblem(place: Place, wanted: Wanted, facts: KeyFacts | undefined, voice: Voice): string | undefined {
  const { t } = voice;
  const name = placeName(place);
  if (wanted === "root" && !isPrefix(place)) return t("{0} is one object: choose a bucket or a prefix, which ends in a slash.", name);
  if ((wanted === "object" || wanted === "newObject") && place.key.length === 0) return t("{0} is a bucket: write the key of one object behind it.", name);
  // A satellite lists what it likes: a URL would take what is behind the slash for a part of the key.
  if (place.bucket.includes(slash)) return t("{0} is no place: a bucket's name has no slash in it.", name);
  // Browsers, curl and Node resolve them before they ask.
  const path = `${byteString(place.bucket)}/${byteString(place.key)}`;
  if (/(?:^|\/)\.{1,2}(?:\/|$)/.test(path)) return t("{0}: no URL reaches a key with . or .. between slashes.", name);
  if (!facts) return undefined;
  if (prefixRefusal(facts, { bucket: place.bucket, prefix: place.key }, voice) !== undefined) return t("{0} is outside of what the grant reaches.", name);
  if (wanted === "any" && isPrefix(place) && !facts.actions.has("list")) {
    return t("The grant does not allow to list, so that a prefix would show nothing: choose one object.");
  }
  return undefined;
}

/** Turns what is typed into a place, or says why it is none that is wanted. */
export function readPlace(text: string, wanted: Wanted, facts: KeyFacts | undefined, voice: Voice): Choice<Place> | Problem | undefined {
  const { t } = voice;
  if (text.trim() === "") return undefined;
  const typed = parsePrefix(text);
  if (!typed) return { problem: wanted === "root" ? t("Write sj://bucket or sj://bucket/prefix/") : t("Write sj://bucket/key") };
  const place = { bucket: typed.bucket, key: typed.prefix };
  const problem = placeProblem(place, wanted, facts, voice);
  if (problem !== undefined) return { problem };
  const endsInBlank = /\s$/.test(text) && place.key.length > 0;
  return { label: placeName(place), description: endsInBlank ? t("as typed, with the blank at its end") : t("as typed"), value: place };
}
