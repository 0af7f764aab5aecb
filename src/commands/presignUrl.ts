import { defaultEndpoints, edgeOrigin } from "../edge/endpoints";
import { presignUrl as signUrl, type PresignRequest } from "../edge/presign";
import { type ActionName, noBytes, utf8Text } from "../grant";
import { actionWord } from "../decoder/keyWords";
import { type Answer, BACK } from "../platform/ask";
import { showOutside } from "../platform/showOutside";
import { choosePlace } from "./sharing/choosePlace";
import { chooseS3Pair } from "./sharing/chooseS3Pair";
import { settledAddress } from "./registering/edgeAddress";
import { askInSteps, type Frame } from "./asking/inSteps";
import { openUrl } from "./sharing/openUrl";
import { endOfSpan, endText, readSpan, usualSpans } from "./sharing/presignSpan";
import { endedBecause, endOfPair, endWords, mayAllow, type S3Pair } from "./sharing/s3Pair";
import type { Services } from "./services";
import { type Place, placeName } from "./sharing/typedPlace";

type Method = PresignRequest["method"];

interface Draft {
  readonly method: Method;
  readonly place: Place;
  readonly seconds: number;
  readonly fate: "copy" | "open" | undefined;
}

const needed: Readonly<Record<Method, ActionName>> = { GET: "read", HEAD: "read", PUT: "write", DELETE: "delete" };

/** Signs a request to the gateway in a URL, which then works without credentials until it ends. No request is made. */
export async function presignUrl(services: Services, args: readonly unknown[]): Promise<void> {
  const { ask, decoder, vault } = services;
  const voice = decoder.voice();
  const { t } = voice;
  const title = t("Presign URL");
  const pair = await choosePair(services, args, title);
  if (!pair) return;
  const ended = endedBecause(pair, vault.all(), voice);
  if (ended !== undefined) {
    void ask.showError(t("No URL was signed, for it would open nothing: {0}. Use other credentials.", ended));
    return;
  }
  const endpoint = endpointOf(services, pair);
  if (!endpoint) return;
  const start: Draft = { method: "GET", place: { bucket: noBytes, key: noBytes }, seconds: 0, fate: undefined };
  const end = await askInSteps<Draft>(start, [
    (draft, frame) => askForMethod(services, { ...frame, title }, pair, draft),
    (draft, frame) => askForObject(services, { ...frame, title }, pair, draft),
    (draft, frame) => askForSpan(services, { ...frame, title }, pair, draft),
    (draft, frame) => askForFate(services, { ...frame, title }, pair, endpoint, draft),
  ]);
  if (end) await sign(services, pair, endpoint, end);
}

function choosePair(services: Services, args: readonly unknown[], title: string): Promise<S3Pair | undefined> {
  const { t } = services.decoder.voice();
  return chooseS3Pair(services, args, {
    title,
    accepts: () => true,
    isPublic: false,
    missing: {
      message: (name) => t("{0} has no S3 credentials yet.", name),
      detail: t("URLs are signed with S3 credentials. The grant has to be registered first: you are told which service gets it, and asked before anything is sent."),
      action: t("Register for S3…"),
    },
  });
}

/** Where the pair belongs, else the gateway that is set, else Storj's. Undefined where that can't be used: it is told. */
function endpointOf(services: Services, { credential: { endpoint } }: S3Pair): URL | undefined {
  if (endpoint === undefined) return settledAddress(services, "storjGrants.edge.gateway", defaultEndpoints.gateway);
  const url = edgeOrigin(endpoint);
  const { t } = services.decoder.voice();
  if (!url) void services.ask.showError(t("No URL was signed: the endpoint that is saved with the credentials can't be used: {0}. It has to be an https address.", showOutside(endpoint)));
  return url;
}

type Titled = Frame & { readonly title: string };

/** What the URL does. What the grant does not allow is warned of: the gateway would refuse it. */
async function askForMethod({ ask, decoder }: Services, frame: Titled, pair: S3Pair, draft: Draft): Promise<Answer<Draft>> {
  const voice = decoder.voice();
  const { t } = voice;
  const meanings: Readonly<Record<Method, string>> = {
    GET: t("downloads an object"),
    PUT: t("uploads an object, and overwrites one that is there"),
    HEAD: t("asks for an object's size and date"),
    DELETE: t("deletes an object"),
  };
  for (;;) {
    const method = await ask.pick<Method>({
      ...frame,
      placeholder: t("What may whoever has the URL do?"),
      items: (["GET", "PUT", "HEAD", "DELETE"] as const).map((value) => ({
        label: value,
        description: mayAllow(pair, needed[value]) ? meanings[value] : t("{0} · its grant does not allow that", meanings[value]),
        value,
        picked: value === draft.method,
      })),
    });
    if (method === undefined || method === BACK) return method;
    const anyway = t("Presign Anyway");
    const isAllowed = mayAllow(pair, needed[method]);
    const warned = isAllowed || (await ask.showWarning(t("The grant does not allow to {0}.", actionWord(needed[method], voice)), {
      modal: true,
      detail: t("The gateway will refuse {0} with this URL.", method),
      actions: [anyway],
    })) === anyway;
    if (warned) return { ...draft, method };
  }
}

async function askForObject(services: Services, frame: Titled, pair: S3Pair, draft: Draft): Promise<Answer<Draft>> {
  const { ask, decoder } = services;
  const { t } = decoder.voice();
  const wanted = draft.method === "PUT" ? "newObject" : "object";
  const take = { prefix: t("A new object in this prefix…"), bucket: t("A new object in this bucket…") };
  for (;;) {
    const place = await choosePlace(services, { ...frame, wanted, facts: pair.facts, take });
    if (place === undefined || place === BACK) return place;
    if (textOf(place)) return { ...draft, place };
    void ask.showError(t("{0}: its name is not UTF-8, and can't be signed for.", placeName(place)));
  }
}

/** S3 knows names in UTF-8 only. */
function textOf({ bucket, key }: Place): { readonly bucket: string; readonly key: string } | undefined {
  const [bucketText, keyText] = [utf8Text(bucket), utf8Text(key)];
  return bucketText === undefined || keyText === undefined ? undefined : { bucket: bucketText, key: keyText };
}

async function askForSpan({ ask, decoder }: Services, frame: Titled, pair: S3Pair, draft: Draft): Promise<Answer<Draft>> {
  const voice = decoder.voice();
  const { t } = voice;
  const end = endOfPair(pair);
  const limit = end < Infinity ? t("the credentials {0}", endWords(pair, voice)) : t("at most 7 days");
  const seconds = await ask.pickOrType<number>({
    ...frame,
    placeholder: t("How long? Choose, or write +2h or +7d ({0})", limit),
    items: usualSpans(end, voice),
    typed: (text) => readSpan(text, end, voice),
  });
  return seconds === undefined || seconds === BACK ? seconds : { ...draft, seconds };
}

async function askForFate({ ask, decoder }: Services, frame: Titled, pair: S3Pair, endpoint: URL, draft: Draft): Promise<Answer<Draft>> {
  const voice = decoder.voice();
  const { t } = voice;
  const until = endText(Math.min(endOfSpan(draft.seconds, voice.now), endOfPair(pair)), voice);
  const copy = { label: t("Copy URL"), description: t("to the clipboard, which forgets it again"), detail: t("works until {0}", until), value: "copy" as const };
  const open = { label: t("Open in Browser"), description: endpoint.host, value: "open" as const };
  const fate = await ask.pick<"copy" | "open">({
    ...frame,
    placeholder: `${draft.method} ${placeName(draft.place)}`,
    items: draft.method === "GET" ? [copy, open] : [copy],
  });
  return fate === undefined || fate === BACK ? fate : { ...draft, fate };
}

/** Signs now, so that the time counts from here; and not beyond the end of the pair, however long the questions took. */
async function sign({ ask, clipboard, clock, decoder }: Services, pair: S3Pair, endpoint: URL, { method, place, seconds, fate }: Draft): Promise<void> {
  const text = textOf(place);
  const time = clock.now();
  const expiresSeconds = Math.min(seconds, Math.floor((endOfPair(pair) - time) / 1_000));
  if (!text) return;
  if (expiresSeconds < 1) {
    void ask.showError(decoder.voice().t("No URL was signed: the credentials have expired meanwhile."));
    return;
  }
  const { accessKeyId, secretKey } = pair.credential;
  const url = signUrl({ endpoint, accessKeyId, secretKey, method, ...text, time, expiresSeconds });
  if (fate === "open") await openUrl(url);
  else await clipboard.copy(url);
}
