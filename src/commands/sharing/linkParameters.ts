import type { LinkOptions } from "../../edge/links";
import type { Translate } from "../../decoder/voice";

/** The parameters that the link service knows. */
export type Parameter = "download" | "wrap" | "view" | "map" | "width" | "include-stats" | "path" | "cursor" | "download-kind";

/** Those that need a value, and what was answered. */
export interface ParameterValues {
  readonly width?: number;
  readonly path?: string;
  readonly cursor?: string;
  readonly downloadKind?: "zip" | "tar.gz";
}

/** What a parameter means nothing without. */
const needs: Readonly<Partial<Record<Parameter, Parameter>>> = { width: "map", "include-stats": "map", "download-kind": "download" };

const opposites: Readonly<Partial<Record<Parameter, Parameter>>> = { wrap: "view", view: "wrap" };

/** The parameters that do something for a prefix, or for an object. */
export function parametersFor(isPrefix: boolean): readonly Parameter[] {
  return isPrefix
    ? ["download", "download-kind", "cursor", "wrap", "view"]
    : ["download", "wrap", "view", "map", "width", "include-stats", "path"];
}

export function needsValue(parameter: Parameter): boolean {
  return parameter === "width" || parameter === "path" || parameter === "cursor" || parameter === "download-kind";
}

/** What a parameter does, as the decoder says it of a link that has it. */
export function parameterMeaning(parameter: Parameter, isPrefix: boolean, t: Translate): string {
  const meanings: Readonly<Record<Parameter, string>> = {
    download: isPrefix ? t("the browser saves all that is below, as an archive") : t("the browser saves the object"),
    wrap: isPrefix ? t("an index.html is shown inside Storj's page; the opposite of view") : t("inside Storj's page; the opposite of view"),
    view: isPrefix ? t("an index.html is shown by itself; the opposite of wrap") : t("the bytes themselves; the opposite of wrap"),
    map: t("only the map of where the pieces lie"),
    width: t("how many pixels wide the map is, 800 if not said; needs map"),
    "include-stats": t("off: the map says no numbers; needs map"),
    path: t("a file inside the zip archive that the object is"),
    cursor: t("the listing goes on behind a name"),
    "download-kind": t("as zip, which is usual, or as tar.gz; needs download"),
  };
  return meanings[parameter];
}

/** What is ticked once the person has ticked or unticked something: with what it needs, without its opposite and what needed it. */
export function settleParameters(ticked: readonly Parameter[], before: readonly Parameter[]): readonly Parameter[] {
  const settled = new Set(ticked);
  for (const added of ticked.filter((one) => !before.includes(one))) {
    const [needed, opposite] = [needs[added], opposites[added]];
    if (needed) settled.add(needed);
    // Of two opposites ticked at once the first stays.
    if (opposite && settled.has(added)) settled.delete(opposite);
  }
  for (const removed of before.filter((one) => !ticked.includes(one) && !settled.has(one))) {
    for (const one of ticked) if (needs[one] === removed) settled.delete(one);
  }
  return [...settled];
}

/** A link's options; of what needs a value and has none yet, nothing is written. */
export function linkOptions(form: LinkOptions["form"], ticked: readonly Parameter[], values: ParameterValues): LinkOptions {
  const has = (parameter: Parameter): boolean => ticked.includes(parameter);
  return {
    form,
    ...(has("download") && { download: true }),
    ...(has("wrap") && { wrap: true }),
    ...(has("view") && { wrap: false }),
    ...(has("map") && { map: true }),
    ...(has("include-stats") && { includeStats: false }),
    ...(has("width") && values.width !== undefined && { width: values.width }),
    ...(has("path") && values.path !== undefined && { path: values.path }),
    ...(has("cursor") && values.cursor !== undefined && { cursor: values.cursor }),
    ...(has("download-kind") && values.downloadKind !== undefined && { downloadKind: values.downloadKind }),
  };
}
