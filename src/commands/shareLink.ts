import { noBytes } from "../grant";
import { type Answer, BACK } from "../platform/ask";
import { choosePlace } from "./sharing/choosePlace";
import { linkServiceOf } from "./registering/edgeAddress";
import { askInSteps, type Frame } from "./asking/inSteps";
import { askForForm, askForParameters, type LinkBase, type LinkDraft, linkOf, linkPreview } from "./sharing/linkSteps";
import { openUrl } from "./sharing/openUrl";
import { choosePublicPair } from "./sharing/publicPair";
import { endWords, type S3Pair } from "./sharing/s3Pair";
import type { Services } from "./services";

type Fate = "copy" | "open";

/** Makes a link to a bucket, a prefix or an object with a public access key id, and copies or opens it. */
export async function shareLink(services: Services, args: readonly unknown[]): Promise<void> {
  const { ask, clipboard, decoder } = services;
  const { t } = decoder.voice();
  const title = t("Share Link");
  const pair = await choosePublicPair(services, args, title);
  const service = pair && linkServiceOf(services, pair);
  if (!service) return;
  const base = { service, accessKeyId: pair.credential.accessKeyId };
  const take = { prefix: t("Share this prefix"), bucket: t("Share the whole bucket") };
  const start: Drafted = { place: { bucket: noBytes, key: noBytes }, form: "s", parameters: [], values: {}, fate: undefined };
  const step = (frame: Frame) => ({ ...frame, ask, t, title });
  const end = await askInSteps<Drafted>(start, [
    async (draft, frame) => {
      const place = await choosePlace(services, { ...frame, title, wanted: "any", facts: pair.facts, take });
      return place === undefined || place === BACK ? place : { ...draft, place };
    },
    async (draft, frame) => withFate(await askForForm(step(frame), draft)),
    async (draft, frame) => withFate(await askForParameters(step(frame), base, draft)),
    (draft, frame) => askForFate(services, { ...frame, title }, base, pair, draft),
  ]);
  if (!end?.fate) return;
  const url = linkOf(base, end);
  if (end.fate === "open") await openUrl(url);
  else await clipboard.copy(url);
}

interface Drafted extends LinkDraft {
  readonly fate: Fate | undefined;
}

function withFate(draft: Answer<LinkDraft>): Answer<Drafted> {
  return draft === undefined || draft === BACK ? draft : { ...draft, fate: undefined };
}

async function askForFate(
  { ask, decoder }: Services,
  frame: Frame & { readonly title: string },
  base: LinkBase,
  pair: S3Pair,
  draft: Drafted,
): Promise<Answer<Drafted>> {
  const { t } = decoder.voice();
  const fate = await ask.pick<Fate>({
    ...frame,
    placeholder: linkPreview(base, draft),
    items: [
      { label: t("Copy Link"), description: t("to the clipboard, which forgets it again"), detail: endWords(pair, decoder.voice()), value: "copy" },
      { label: t("Open in Browser"), description: base.service.host, value: "open" },
    ],
  });
  return fate === undefined || fate === BACK ? fate : { ...draft, fate };
}
