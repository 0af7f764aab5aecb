import { linkUrl, type LinkOptions } from "../../edge/links";
import { type Answer, type Ask, BACK, type Choice } from "../../platform/ask";
import type { Translate } from "../../decoder/voice";
import type { Frame } from "../asking/inSteps";
import {
  linkOptions,
  needsValue,
  type Parameter,
  parameterMeaning,
  parametersFor,
  type ParameterValues,
  settleParameters,
} from "./linkParameters";
import { isPrefix, type Place } from "./typedPlace";

/** What a link is made of so far. */
export interface LinkDraft {
  readonly place: Place;
  readonly form: LinkOptions["form"];
  readonly parameters: readonly Parameter[];
  readonly values: ParameterValues;
}

/** Where a link leads, and for whom. */
export interface LinkBase {
  readonly service: URL;
  readonly accessKeyId: string;
}

/** Whom to ask, and under which title. */
export interface LinkStep extends Frame {
  readonly ask: Ask;
  readonly t: Translate;
  readonly title: string;
}

export function linkOf({ service, accessKeyId }: LinkBase, { place, form, parameters, values }: LinkDraft): string {
  return linkUrl(service, accessKeyId, place.bucket, place.key, linkOptions(form, parameters, values));
}

/** As wide as VS Code's box shows its title. */
const longestPreview = 80;

/**
 * A link as it may be shown: of the access key id, which opens links by itself, only the ends; of a long key only the ends too, so that
 * the parameters are seen. Values that are not known yet are dots.
 */
export function linkPreview(base: LinkBase, draft: LinkDraft): string {
  const { accessKeyId } = base;
  const [path = "", query] = linkOf(base, draft).split("?");
  const unknown = draft.parameters.filter((one) => needsValue(one) && !(one in asNamed(draft.values))).map((one) => `${one}=…`);
  const parameters = [...(query === undefined ? [] : [query]), ...unknown].join("&");
  const end = parameters === "" ? "" : `?${parameters}`;
  const [service = "", place = ""] = path.replace(/^https:\/\//, "").split(`${accessKeyId}/`);
  const start = `${service}${accessKeyId.slice(0, 4)}…${accessKeyId.slice(-4)}/`;
  const room = Math.max(20, longestPreview - start.length - end.length);
  return start + (place.length <= room ? place : `${place.slice(0, 7)}…${place.slice(8 - room)}`) + end;
}

function asNamed({ downloadKind, ...values }: ParameterValues): Readonly<Record<string, unknown>> {
  return downloadKind === undefined ? values : { ...values, "download-kind": downloadKind };
}

/** A page or the bytes. Of a prefix there are no bytes: who asks for them is told so, and asked again. */
export async function askForForm({ ask, t, title, place, canGoBack }: LinkStep, draft: LinkDraft): Promise<Answer<LinkDraft>> {
  const isOne = !isPrefix(draft.place);
  const items: Choice<LinkDraft["form"]>[] = [
    { label: t("Page"), description: "/s/", detail: isOne ? t("Storj's page around the object, with a preview and a map") : t("a page that lists what is below"), value: "s" },
    { label: t("Raw"), description: "/raw/", detail: isOne ? t("the object's bytes, for programs and web pages") : t("not for a prefix: the link service gives the bytes of one object"), value: "raw" },
  ];
  const question = { title, place, canGoBack, items };
  let form = await ask.pick({ ...question, placeholder: t("What does the link show?") });
  while (form === "raw" && !isOne) {
    form = await ask.pick({ ...question, placeholder: t("Raw links need the key of one object; this is a prefix: take the page, or go back") });
  }
  return form === undefined || form === BACK ? form : { ...draft, form, parameters: [], values: {} };
}

/** The parameters, with the link as it becomes while they are ticked; then the values of those that need one. */
export async function askForParameters(step: LinkStep, base: LinkBase, draft: LinkDraft): Promise<Answer<LinkDraft>> {
  const { ask, t, title, place, canGoBack } = step;
  for (let before = draft.parameters; ; ) {
    const ticked = await ask.pickSome<Parameter>({
      title,
      place,
      canGoBack,
      placeholder: t("Tick what the link above shall have, or nothing"),
      items: parametersFor(isPrefix(draft.place)).map((value) => ({
        label: value,
        description: parameterMeaning(value, isPrefix(draft.place), t),
        value,
        picked: before.includes(value),
      })),
      settle: settleParameters,
      preview: (parameters) => linkPreview(base, { ...draft, parameters }),
    });
    if (ticked === undefined || ticked === BACK) return ticked;
    const values = await askForValues(step, ticked);
    if (values === undefined) return undefined;
    if (values !== BACK) return { ...draft, parameters: ticked, values };
    before = ticked;
  }
}

async function askForValues(step: LinkStep, parameters: readonly Parameter[]): Promise<Answer<ParameterValues>> {
  let values: ParameterValues = {};
  for (const parameter of parameters.filter(needsValue)) {
    const value = await askForValue(step, parameter);
    if (value === undefined || value === BACK) return value;
    values = { ...values, ...value };
  }
  return values;
}

const widest = 10_000;

async function askForValue({ ask, t, title, place }: LinkStep, parameter: Parameter): Promise<Answer<ParameterValues>> {
  const frame = { title, place, canGoBack: true };
  if (parameter === "download-kind") {
    const items = (["zip", "tar.gz"] as const).map((kind) => ({ label: kind, value: { downloadKind: kind } }));
    return ask.pick<ParameterValues>({ ...frame, placeholder: t("download-kind: as what is all that is below saved?"), items });
  }
  if (parameter === "width") {
    const isWidth = (text: string): boolean => /^[1-9]\d{0,4}$/.test(text.trim()) && Number(text) <= widest;
    const width = await ask.input({
      ...frame,
      prompt: t("width: how many pixels wide is the map?"),
      value: "800",
      validate: (text) => (isWidth(text) ? undefined : t("Write a number from 1 to {0}", widest)),
    });
    return typeof width === "string" ? { width: Number(width) } : width;
  }
  const isPath = parameter === "path";
  const text = await ask.input({
    ...frame,
    prompt: isPath ? t("path: which file inside the zip archive? / lists the archive, on a page.") : t("cursor: behind which name does the listing go on?"),
    validate: (typed) => (typed === "" ? t("Write a name") : undefined),
  });
  return typeof text === "string" ? { [isPath ? "path" : "cursor"]: text } : text;
}
