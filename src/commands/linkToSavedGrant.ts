import { equalBytes, lineage, parseSatelliteUrl } from "../grant";
import { satelliteOf } from "../decoder/satellite";
import { BACK, type Choice } from "../platform/ask";
import { showOutside } from "../platform/showOutside";
import { satelliteAddress } from "../satellite/address";
import type { ConsoleKey, SavedRecord } from "../vault/record";
import { consoleKeyOf, savedOfKey } from "../views/apiKeys/linkedKeys";
import { factsOfRecord } from "../views/savedFacts";
import { chooseApiKeys, type ChosenProject } from "./asking/chooseApiKey";
import { savedChoice } from "./asking/chooseSaved";
import { consoleName } from "./contacting/consoleWords";
import { satelliteOfAccount } from "./contacting/linkedAccount";
import { nameOfSaved } from "./contacting/nameOfKey";
import { namedByGrants } from "./contacting/satelliteOfKey";
import type { Services } from "./services";

/** An API key of a console, as a person is told of it. */
interface ChosenKey extends ChosenProject {
  readonly key: ConsoleKey;
  /** Its name, neutralised, in quotation marks. */
  readonly name: string;
}

/** Has a person say which saved grant or API key an API key of the view stands for, or take that back. */
export async function linkToSavedGrant(services: Services, args: readonly unknown[]): Promise<void> {
  const { ask, decoder, vault } = services;
  const { t } = decoder.voice();
  const title = t("Link to Saved Grant");
  const chosen = await chooseKey(services, args, title);
  if (!chosen) return;
  await vault.load();
  const items = choices(services, chosen);
  if (items.length === 0) {
    void ask.showWarning(t("No access grant or API key is saved yet. Save one that was made from this API key first."));
    return;
  }
  const record = await ask.pick({ title, placeholder: t("Which saved grant was made from {0}?", chosen.name), items });
  if (record && record !== BACK) await link(services, chosen, record);
}

/** Has a person say which API key of a console a saved grant or API key was made from. */
export async function linkRecord(services: Services, record: SavedRecord): Promise<void> {
  const chosen = await chooseKey(services, [], services.decoder.voice().t("Link to an API Key"));
  if (chosen) await link(services, chosen, record);
}

async function chooseKey(services: Services, args: readonly unknown[], title: string): Promise<ChosenKey | undefined> {
  const found = await chooseApiKeys(services, args.slice(0, 1), title);
  if (!found) return undefined;
  const { account, project } = found;
  const [listed, ...others] = found.keys;
  const { t } = services.decoder.voice();
  if (others.length > 0) void services.ask.showWarning(t("Nothing was linked: choose one API key at a time."));
  if (!listed || others.length > 0) return undefined;
  const key = { origin: account.origin, project: project.id, key: listed.id, isSaid: true };
  return { account, project, key, name: t("“{0}”", showOutside(listed.name, 60)) };
}

/** The saved grants and API keys: those first that are linked to the key already, those last that can't be of it, with the reason. */
function choices(services: Services, chosen: ChosenKey): readonly Choice<SavedRecord>[] {
  const { decoder, vault } = services;
  const { t } = decoder.voice();
  const own = new Set(savedOfKey(chosen.key.origin, chosen.key.key, vault.all()));
  const ranked = vault.all().filter(factsOfRecord).map((record) => {
    const refusal = refusalOf(services, chosen, record);
    const linked = consoleKeyOf(record, vault.all());
    const ofAnother = linked ? t("linked to another API key") : undefined;
    const ofThis = linked?.isSaid ? t("linked to it, as you said: choose it to take the link away") : t("linked to it: it was created here");
    const detail = refusal === undefined ? (own.has(record) ? ofThis : ofAnother) : t("It can't be: {0}.", refusal);
    return { record, detail, rank: own.has(record) ? 0 : refusal === undefined ? 1 : 2 };
  });
  return ranked
    .toSorted((a, b) => a.rank - b.rank || a.record.label.localeCompare(b.record.label))
    .map(({ record, detail }) => ({ ...savedChoice(record, services), ...(detail !== undefined && { detail }) }));
}

function isSame(a: ConsoleKey, b: ConsoleKey): boolean {
  return a.origin === b.origin && a.key.toLowerCase() === b.key.toLowerCase();
}

async function link(services: Services, chosen: ChosenKey, record: SavedRecord): Promise<void> {
  const { ask, decoder, vault } = services;
  const voice = decoder.voice();
  const { t } = voice;
  const refusal = refusalOf(services, chosen, record);
  if (refusal !== undefined) {
    void ask.showWarning(t("Nothing was linked: {0}.", refusal));
    return;
  }
  const name = nameOfSaved(record, voice);
  const linked = consoleKeyOf(record, vault.all());
  if (linked && isSame(linked, chosen.key)) {
    await takeAway(services, chosen, record, linked);
    return;
  }
  const wrong = [...(linked ? kinOf(services, record) : []), ...savedOfKey(chosen.key.origin, chosen.key.key, vault.all())];
  if (wrong.length > 0 && !(await agreesToMove(services, chosen, record, wrong, linked !== undefined))) return;
  await forget(services, wrong);
  const kin = kinOf(services, record);
  const holder = kin.filter(({ credential }) => credential.kind === "apiKey").toSorted(byCaveats)[0] ?? record;
  await vault.change(holder.id, { consoleKey: chosen.key });
  const others = kin.length - 1;
  const words = t("{0} is linked to the API key {1}, since you say so: nothing proves it.", name, chosen.name);
  void ask.showInformation(others > 0 ? `${words} ${others === 1 ? t("Another saved one of its family is so as well.") : t("{0} other saved ones of its family are so as well.", others)}` : words);
}

/** Why a record can't be of an API key, as far as that is known: what follows "nothing was linked". */
function refusalOf(services: Services, { account, key, name: keyName }: ChosenKey, record: SavedRecord): string | undefined {
  const { decoder, vault } = services;
  const voice = decoder.voice();
  const { t } = voice;
  const name = nameOfSaved(record, voice);
  const facts = factsOfRecord(record);
  if (!facts) return t("{0} can't be read", name);
  const linked = consoleKeyOf(record, vault.all());
  if (linked && !linked.isSaid && !isSame(linked, key)) {
    return t("{0} was made from another API key, which was created here: that is known", name);
  }
  const known = savedOfKey(key.origin, key.key, vault.all()).find(({ consoleKey }) => consoleKey?.isSaid === false);
  if (known && !(linked && isSame(linked, key))) return t("the API key {0} was created here and is saved as {1}, and {2} was not made from that", keyName, nameOfSaved(known, voice), name);
  const satellite = satelliteOfAccount(account);
  const named = namedByGrants(services, facts).find(({ address, isHearsay }) => !isHearsay && !isAt(address, satellite?.at.id));
  if (named && satellite) {
    return t("{0} is of the satellite {1}, and the API keys at {2} are of {3}", name, satelliteOf(named.address).name, consoleName(account.origin), satelliteOf(satellite.address).name);
  }
  return undefined;
}

/** Whether a node URL is that of a node; one that can't be read contradicts nothing. */
function isAt(nodeUrl: Uint8Array, id: Uint8Array | undefined): boolean {
  try {
    const own = satelliteAddress(parseSatelliteUrl(nodeUrl));
    return !own || !id || equalBytes(own.id, id);
  } catch {
    return true;
  }
}

/** The saved grants and API keys with a record's head, but for those that provably were made from another key. */
function kinOf({ vault }: Services, record: SavedRecord): readonly SavedRecord[] {
  const own = factsOfRecord(record)?.macaroon;
  return vault.all().filter((other) => {
    const macaroon = factsOfRecord(other)?.macaroon;
    return own && macaroon && lineage(own, macaroon).relation !== "unrelated";
  });
}

function byCaveats(a: SavedRecord, b: SavedRecord): number {
  const [less, more] = [a, b].map((record) => factsOfRecord(record)?.macaroon.caveats.length ?? Infinity) as [number, number];
  return less - more;
}

async function takeAway(services: Services, { name: keyName }: ChosenKey, record: SavedRecord, linked: ConsoleKey): Promise<void> {
  const { ask, decoder } = services;
  const voice = decoder.voice();
  const { t } = voice;
  const name = nameOfSaved(record, voice);
  if (!linked.isSaid) {
    void ask.showInformation(t("{0} was made from the API key {1}, which was created here: that is known, and need not be said.", name, keyName));
    return;
  }
  const take = t("Take the Link Away");
  const question = t("Take the link from {0} to the API key {1} away?", name, keyName);
  if ((await ask.showWarning(question, { modal: true, detail: t("You have said that it was made from it. Nothing else changes."), actions: [take] })) !== take) return;
  await forget(services, kinOf(services, record));
  void ask.showInformation(t("{0} is not linked to the API key {1} any more.", name, keyName));
}

/** An API key has one head, and a head one API key: whoever says otherwise was mistaken before or is now. */
async function agreesToMove(
  { ask, decoder }: Services,
  { name: keyName }: ChosenKey,
  record: SavedRecord,
  wrong: readonly SavedRecord[],
  isLinked: boolean,
): Promise<boolean> {
  const voice = decoder.voice();
  const { t } = voice;
  const name = nameOfSaved(record, voice);
  const [other] = wrong;
  const instead = t("Link It Instead");
  const why = isLinked || !other
    ? t("You have said before that {0} was made from another API key. It can have been made from one only.", name)
    : t("You have said before that {0} was made from this API key: of the two one only can be.", nameOfSaved(other, voice));
  const answer = await ask.showWarning(t("Link {0} to the API key {1} instead?", name, keyName), { modal: true, detail: why, actions: [instead] });
  return answer === instead;
}

/** Takes away what was said of saved ones; what is known stays. */
async function forget({ vault }: Services, records: readonly SavedRecord[]): Promise<void> {
  for (const { id, consoleKey } of records) if (consoleKey?.isSaid) await vault.change(id, { consoleKey: undefined });
}
