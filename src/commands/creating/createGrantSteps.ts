import { type Bytes, equalBytes, grantFromRootKey, noBytes, pathCipher, type SharePrefix, utf8Text } from "../../grant";
import { type KeyFacts, keyFacts } from "../../decoder/keyFacts";
import type { Voice } from "../../decoder/voice";
import { type Answer, BACK, type Question as Frame } from "../../platform/ask";
import type { ProjectFacts } from "../../satellite/console";
import { freeLabel, labelOf, labelQuestion } from "../asking/label";
import { withSlash } from "./newGrant";
import type { KeyOrigin } from "../asking/origin";
import { askForPassphrase } from "./passphraseSteps";
import { parsePrefix } from "../restricting/prefixText";
import { prefixLabel, prefixRefusal } from "../restricting/restriction";
import { askForSatellite, knownSatellite } from "../contacting/satelliteOfKey";
import type { Services } from "../services";

/** What a person has answered so far. */
export interface Draft {
  readonly source: KeyOrigin | undefined;
  readonly isForTenant: boolean;
  /** What the console of an API key that is linked told of its project; undefined before it was asked. */
  readonly project: ProjectFacts | "not told" | undefined;
  /** The node URL that the person chose, where nothing saved tells it. */
  readonly satellite: Bytes | undefined;
  /** The project's. */
  readonly passphrase: string;
  readonly pathCipher: number;
  readonly place: SharePrefix;
  readonly tenantPassphrase: string;
  readonly salt: string;
  readonly label: string;
}

export const nothingAnswered: Draft = {
  source: undefined,
  isForTenant: false,
  project: undefined,
  satellite: undefined,
  passphrase: "",
  pathCipher: pathCipher.aesGcm,
  place: { bucket: noBytes, prefix: noBytes },
  tenantPassphrase: "",
  salt: "",
  label: "",
};

/** What a question needs to know: whom to ask, and where in the row of steps it stands. */
export interface Step {
  readonly services: Services;
  readonly voice: Voice;
  /** After so many seconds the clipboard forgets generated words; 0 = never. */
  readonly clearAfterSeconds: number;
  readonly frame: Frame;
}

export type Question = (step: Step, draft: Draft) => Promise<Answer<Draft>>;

/**
 * The questions that follow from what was answered so far, from the first one. `askForSource` is left out where the source was clicked or
 * pointed to. The vault and the accounts have been loaded.
 */
export function questionsFor(services: Services, { source, isForTenant }: Draft, askForSource: Question | undefined): readonly Question[] {
  const isKnown = source && knownSatellite(services, source.facts) !== undefined;
  const ofProject = [askForUse, ...(isKnown ? [] : [askWhichSatellite]), askForProjectPassphrase, askForObjectKeys];
  const ofTenant = [askForPlace, askForTenantPassphrase, askForSalt];
  return [
    ...(askForSource ? [askForSource] : []),
    ...(source?.facts.grant ? [] : ofProject),
    ...(isForTenant || source?.facts.grant ? ofTenant : []),
    askForName,
  ];
}

const askForUse: Question = async ({ services: { ask }, voice: { t }, frame }, draft) => {
  const isForTenant = await ask.pick({
    ...frame,
    placeholder: t("A grant for what?"),
    items: [
      { label: t("All that the API key may reach"), detail: t("With one passphrase. What was uploaded with another one stays unreadable."), value: false },
      {
        label: t("One tenant"),
        detail: t("A prefix alone, encrypted with its own key. Takes the project's passphrase too."),
        value: true,
      },
    ],
  });
  return isForTenant === undefined || isForTenant === BACK ? isForTenant : { ...draft, isForTenant };
};

const askWhichSatellite: Question = async ({ services, frame }, draft) => {
  const satellite = await askForSatellite(services, draft.source?.facts, frame);
  return satellite === undefined || satellite === BACK ? satellite : { ...draft, satellite };
};

async function askFor(step: Step, placeholder: string): Promise<Answer<string>> {
  const { services: { ask, clipboard }, clearAfterSeconds, frame, voice: { t } } = step;
  return askForPassphrase({ ask, clipboard, clearAfterSeconds, t }, frame, placeholder);
}

const askForProjectPassphrase: Question = async (step, draft) => {
  const { t } = step.voice;
  const passphrase = await askFor(step, draft.isForTenant ? t("The project's passphrase") : t("The passphrase that encrypts what is stored"));
  return passphrase === undefined || passphrase === BACK ? passphrase : { ...draft, passphrase };
};

/** Not encrypted is asked twice: it can't be seen from outside, and shows what people think is hidden. */
const askForObjectKeys: Question = async ({ services: { ask }, voice: { t }, frame }, draft) => {
  const { project } = draft;
  const arePlain = project !== undefined && project !== "not told" && !project.encryptsPaths;
  for (;;) {
    const chosen = await ask.pick<number>({
      ...frame,
      placeholder: t("The names of objects (their keys), as they are or will be uploaded:"),
      items: [
        { label: t("Encrypted"), description: t("AES-GCM, the standard"), value: pathCipher.aesGcm },
        {
          label: t("Not encrypted"),
          ...(arePlain && { description: t("as the web console has it in this project"), picked: true }),
          detail: t("Only for projects where they are not. The contents are encrypted all the same."),
          value: pathCipher.null,
        },
      ],
    });
    if (chosen === undefined || chosen === BACK) return chosen;
    if (chosen === pathCipher.aesGcm) return { ...draft, pathCipher: chosen };
    const goOn = t("Don't Encrypt Names");
    const answer = await ask.showWarning(t("Make a grant that does not encrypt the names of objects?"), {
      modal: true,
      detail: t("The satellite, and whoever may list, reads them. A grant that is restricted to a prefix reaches its siblings too: with tenant1/ also tenant10/, whose objects can be listed, overwritten and deleted, and not read. Objects that were uploaded with encrypted names are not found with it."),
      actions: [goOn],
    });
    if (answer === goOn) return { ...draft, pathCipher: chosen };
  }
};

/** Why a place can't be a tenant's, while it is typed. */
function placeProblem(text: string, source: KeyFacts | undefined, voice: Voice): string | undefined {
  const place = parsePrefix(text);
  if (!place) return voice.t("Write sj://bucket/prefix/");
  if (source?.grant) return prefixRefusal(source, place, voice);
  // A bare API key's prefixes are encrypted: which of them a place is in is seen when the passphrase has given the keys.
  if (source?.prefixes?.some(({ bucket }) => equalBytes(bucket, place.bucket)) !== false) return undefined;
  return voice.t("{0} is outside: the bucket is not among those that it may reach.", prefixLabel(place, voice));
}

const askForPlace: Question = async ({ services: { ask }, voice, frame }, draft) => {
  const { t } = voice;
  const text = await ask.input({
    ...frame,
    prompt: t("The tenant's prefix, as in sj://bucket/prefix/. The grant reaches no further."),
    value: "sj://",
    validate: (typed) => placeProblem(typed, draft.source?.facts, voice),
  });
  if (text === undefined || text === BACK) return text;
  const place = parsePrefix(text);
  return place && { ...draft, place, salt: saltOf(place) };
};

/** What is proposed as a salt: one that is another for each tenant, and that can be found again. */
function saltOf({ bucket, prefix }: SharePrefix): string {
  const path = prefix.length === 0 ? prefix : withSlash(prefix);
  return `sj://${utf8Text(bucket) ?? ""}/${utf8Text(path) ?? ""}`;
}

const askForTenantPassphrase: Question = async (step, draft) => {
  const { t } = step.voice;
  const tenantPassphrase = await askFor(step, t("The tenant's own passphrase, for {0}", prefixLabel(draft.place, step.voice)));
  return tenantPassphrase === undefined || tenantPassphrase === BACK ? tenantPassphrase : { ...draft, tenantPassphrase };
};

const askForSalt: Question = async ({ services: { ask }, voice: { t }, frame }, draft) => {
  const salt = await ask.input({
    ...frame,
    prompt: t("The salt of the tenant's key: the tenant's name or number, say. It is no secret, and the same passphrase with another salt is another key. Write it down beside the passphrase."),
    value: draft.salt,
    validate: (text) => (text === "" ? t("Write a salt") : undefined),
  });
  return salt === undefined || salt === BACK ? salt : { ...draft, salt };
};

const askForName: Question = async ({ services, voice, frame }, draft) => {
  const { ask, vault } = services;
  const proposal = freeLabel(proposedLabel(services, draft, voice), vault.all());
  const label = await ask.input({ ...frame, ...labelQuestion(frame.title, proposal, vault.all(), voice) });
  return label === undefined || label === BACK ? label : { ...draft, label: label.trim() };
};

function proposedLabel(services: Services, { source, isForTenant, place, satellite }: Draft, voice: Voice): string {
  if (!source || isForTenant || source.facts.grant) return prefixLabel(place, voice).slice("sj://".length);
  const { facts, record } = source;
  // A console's API key has a name that somebody thought of.
  if (record?.consoleKey) return voice.t("{0} grant", record.label);
  const { macaroon } = facts;
  // As the grant will be; what its keys open does not matter for a name.
  const address = satellite ?? knownSatellite(services, facts)?.address ?? noBytes;
  return labelOf(keyFacts(macaroon, grantFromRootKey(address, macaroon, new Uint8Array(32), pathCipher.null)), voice);
}
