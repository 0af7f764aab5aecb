import type { DnsRecord } from "../edge/customDomain";
import { EdgeInputError } from "../edge/edgeInputError";
import { concat, noBytes, utf8, utf8Text } from "../grant";
import { everydayActions } from "../decoder/keyFacts";
import { actionWords } from "../decoder/keyWords";
import type { Voice } from "../decoder/voice";
import { type Answer, BACK, type Choice } from "../platform/ask";
import { choosePlace } from "./sharing/choosePlace";
import { linkServiceOf } from "./registering/edgeAddress";
import { askInSteps, type Frame } from "./asking/inSteps";
import { choosePublicPair } from "./sharing/publicPair";
import { endWords, type S3Pair } from "./sharing/s3Pair";
import type { Services } from "./services";
import type { Place } from "./sharing/typedPlace";

interface Draft {
  readonly host: string;
  readonly root: Place;
}

type Records = (host: string, root: string) => readonly DnsRecord[];

/** Gives the DNS records that show a bucket or prefix under a name of the person's own, to copy one by one or all together. */
export async function customDomain(services: Services, args: readonly unknown[]): Promise<void> {
  const { decoder } = services;
  const { t } = decoder.voice();
  const title = t("Custom Domain");
  const pair = await choosePublicPair(services, args, title);
  const service = pair && linkServiceOf(services, pair);
  if (!service) return;
  const { records, zoneText } = await import("../edge/customDomain");
  const { accessKeyId } = pair.credential;
  const recordsFor: Records = (host, root) => records(host, accessKeyId, root, service);
  const take = { prefix: t("Show this prefix"), bucket: t("Show the whole bucket") };
  await askInSteps<Draft>({ host: "", root: { bucket: noBytes, key: noBytes } }, [
    (draft, frame) => askForHost(services, { ...frame, title }, recordsFor, pair, draft),
    async (draft, frame) => {
      const root = await choosePlace(services, { ...frame, title, wanted: "root", facts: pair.facts, take });
      return root === undefined || root === BACK ? root : { ...draft, root };
    },
    (draft, frame) => showRecords(services, { ...frame, title }, { recordsFor, zoneText, accessKeyId }, pair, draft),
  ]);
}

/** DNS is read by everyone: that is said before anything else. */
async function askForHost(
  { ask, decoder }: Services,
  frame: Frame & { readonly title: string },
  recordsFor: Records,
  pair: S3Pair,
  draft: Draft,
): Promise<Answer<Draft>> {
  const voice = decoder.voice();
  const { t } = voice;
  const host = await ask.input({
    ...frame,
    value: draft.host,
    prompt: `${t("The host name, for example photos.example.com.")} ${warning(pair, voice)}`,
    validate: (text) =>
      refusalOf(() => recordsFor(text.trim(), "bucket")) === undefined ? undefined : t("Write a host name like photos.example.com, without https://"),
  });
  return typeof host === "string" ? { ...draft, host: host.trim() } : host;
}

function warning({ facts }: S3Pair, voice: Voice): string {
  const { t } = voice;
  const wide = everydayActions.filter((name) => facts?.actions.has(name) && name !== "read" && name !== "list");
  const also = wide.length === 0 ? "" : ` ${t("This one also allows: {0}.", actionWords(wide, voice))}`;
  return t("DNS makes the access key id public: everybody may then read what its grant reaches, by links. So the grant should be read-only, for the domain's prefix alone, and end only if the site shall end.") + also;
}

interface Making {
  readonly recordsFor: Records;
  readonly zoneText: (records: readonly DnsRecord[]) => string;
  readonly accessKeyId: string;
}

/** Lets a person copy names and values, as many as they like; gives nothing but BACK. */
async function showRecords(
  { ask, clipboard, decoder }: Services,
  frame: Frame & { readonly title: string },
  { recordsFor, zoneText, accessKeyId }: Making,
  pair: S3Pair,
  { host, root }: Draft,
): Promise<Answer<Draft>> {
  const voice = decoder.voice();
  const { t } = voice;
  const text = utf8Text(root.key.length === 0 ? root.bucket : concat(root.bucket, utf8("/"), root.key));
  const refusal = text === undefined ? "root" : refusalOf(() => recordsFor(host, text));
  if (text === undefined || refusal !== undefined) {
    void ask.showError(t("No records were made: the link service reads no root from DNS that has other characters than printable ASCII, or a quote or a backslash. Choose another prefix."));
    return BACK;
  }
  const all = recordsFor(host, text);
  const shown = (value: string): string => value.replace(accessKeyId, `${accessKeyId.slice(0, 4)}…${accessKeyId.slice(-4)}`);
  const copies = [
    { label: t("Copy All as a Zone File"), description: t("{0} records", all.length), detail: endWords(pair, voice), text: zoneText(all), name: t("all records") },
    ...all.flatMap(({ name, type, value }) => [
      { label: t("Copy Name: {0}", name), description: type, text: name, name },
      { label: t("Copy Value: {0}", shown(value)), description: t("{0} of {1}", type, name), text: value, name: shown(value) },
    ]),
  ];
  let next = 0;
  for (let placeholder = t("Enter these records where the domain's DNS is kept"); ; ) {
    const items: Choice<number>[] = copies.map((copy, at) => ({ ...copy, value: at, picked: at === next }));
    const chosen = await ask.pick({ ...frame, placeholder, items });
    if (chosen === undefined || chosen === BACK) return chosen;
    const { text: copied = "", name = "" } = copies[chosen] ?? {};
    await clipboard.copy(copied);
    placeholder = t("Copied: {0}. Choose the next, or press Escape.", name);
    next = (chosen + 1) % copies.length;
  }
}

/** Why something can't be made of what a person gave; what else goes wrong is thrown. */
function refusalOf(make: () => unknown): EdgeInputError["code"] | undefined {
  try {
    make();
    return undefined;
  } catch (error) {
    if (error instanceof EdgeInputError) return error.code;
    throw error;
  }
}
