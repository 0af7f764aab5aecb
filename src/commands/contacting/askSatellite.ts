import * as vscode from "vscode";
import { type Bytes, formatNodeId, isNodeIdOfHost, type NodeUrl, parseSatelliteUrl } from "../../grant";
import type { KeyFacts } from "../../decoder/keyFacts";
import { satelliteAt, satelliteOf, wholeName } from "../../decoder/satellite";
import type { Translate } from "../../decoder/voice";
import { readSetting } from "../../platform/settings";
import { type SatelliteAddress, satelliteAddress } from "../../satellite/address";
import type * as metainfo from "../../satellite/metainfo";
import { accountsAt, loadAccounts, satelliteOfAccount } from "./linkedAccount";
import { consoleName } from "./consoleWords";
import type { NamedSatellite } from "./satelliteOfKey";
import type { Services } from "../services";

type Metainfo = typeof metainfo;

/** A satellite that may be asked: the person has seen which. */
export interface Contact {
  readonly address: SatelliteAddress;
  /** `us1.storj.io`, or with a port that is not 7777; neutralised. */
  readonly name: string;
  /** Its node ID as text. */
  readonly nodeId: string;
}

/** What became of a request, and how long it took, in milliseconds. */
export type Outcome<T> =
  | { readonly value: T; readonly error?: undefined; readonly ms: number }
  | { readonly error: metainfo.MetainfoError; readonly ms: number };

/**
 * The satellite at a grant's address. Whoever wrote the grant chose it: one that is none of Storj's own, nor that of a console which the
 * person has signed in to, is named and asked about, once.
 * Undefined where the person does not want it asked, or where it can't be: then that has been told.
 */
export async function contactAt(services: Services, address: Bytes, tried: string): Promise<Contact | undefined> {
  return contact(services, address, tried, undefined);
}

/**
 * The same of the satellite that something names as that of an API key. Where that is hearsay, who agreed to ask that satellite with other keys has
 * not agreed to give it this one, and is asked once for it.
 */
export async function contactOfKey(services: Services, named: NamedSatellite, key: KeyFacts, tried: string): Promise<Contact | undefined> {
  return contact(services, named.address, tried, named.isHearsay ? { key, saidOf: named.saidOf } : undefined);
}

/** An API key of which only others say that it is the satellite's. */
interface Hearsay {
  readonly key: KeyFacts;
  /** The origin of the console, where it is the person who says it. */
  readonly saidOf: string | undefined;
}

async function contact(services: Services, address: Bytes, tried: string, hearsay: Hearsay | undefined): Promise<Contact | undefined> {
  const { approved, ask, decoder } = services;
  const { t } = decoder.voice();
  const url = readAddress(address);
  const at = url && satelliteAddress(url);
  if (!at) {
    void ask.showError(t("{0}: its satellite's address can't be used: {1}. It needs a node ID and a port, as in 12Eay…@us1.storj.io:7777.", tried, satelliteOf(address).name));
    return undefined;
  }
  const { name } = satelliteAt(url);
  const satellite = { address: at, name, nodeId: formatNodeId(at.id) };
  const host = `${at.host}:${String(at.port)}${hearsay ? ` ${hearsay.key.fingerprint}` : ""}`;
  if (isNodeIdOfHost(url) === true || approved.has(satellite.nodeId, host)) return satellite;
  if (!hearsay && (await isOfAccount(services, at))) return satellite;
  const go = t("Ask It");
  const whole = wholeName(url);
  const question = hearsay ? t("Send the API key itself to the satellite {0}?", whole) : t("Ask the satellite {0}?", whole);
  const answer = await ask.showWarning(question, { modal: true, detail: whyAsked(satellite, hearsay, t), actions: [go] });
  if (answer !== go) return undefined;
  await approved.add(satellite.nodeId, host);
  return satellite;
}

function whyAsked({ nodeId }: Contact, hearsay: Hearsay | undefined, t: Translate): string {
  if (!hearsay) return t("It is none of Storj's own: whoever wrote its address chose it. It gets the API key, and no encryption key, and only after it has proved to be the node {0}. You are asked once for each satellite.", nodeId);
  const why =
    hearsay.saidOf === undefined
      ? t("It is none of Storj's own, and the API key does not name it: only a grant that was made from the key does. Whoever wrote that grant need not have the key, and may have named a satellite that collects it.")
      : t("It is none of Storj's own, and the API key does not name it. You have said that it is an API key of {0}, or that something of its family is, and nothing proves it: if that is a mistake, the satellite gets a key of another one.", consoleName(hearsay.saidOf));
  return `${why} ${t("It gets the API key, and no encryption key, and only after it has proved to be the node {0}. You are asked once for each API key and satellite.", nodeId)}`;
}

/** Whoever has signed in to a console chose its satellite with it. */
async function isOfAccount(services: Services, { host, id, port }: SatelliteAddress): Promise<boolean> {
  await loadAccounts(services);
  return accountsAt(services, id).some((account) => {
    const own = satelliteOfAccount(account)?.at;
    return own?.host === host && own.port === port;
  });
}

function readAddress(address: Bytes): NodeUrl | undefined {
  try {
    return parseSatelliteUrl(address);
  } catch {
    return undefined;
  }
}

/** Asks a satellite, behind a notification that names it; undefined where the person cancelled. */
export function askSatellite<T>(
  { ask, clock, decoder }: Services,
  { address, name }: Contact,
  request: (metainfo: Metainfo, caller: Omit<metainfo.Caller, "apiKey">) => Promise<T>,
): Promise<Outcome<T> | undefined> {
  const deadlineMs = 1_000 * readSetting(vscode.workspace, "storjGrants.satellite.timeoutSeconds");
  return ask.progress(decoder.voice().t("Asking the satellite {0}…", name), async (signal): Promise<Outcome<T>> => {
    const metainfo = await import("../../satellite/metainfo");
    const started = clock.now();
    try {
      const value = await request(metainfo, { satellite: address, deadlineMs, clock, signal });
      return { value, ms: clock.now() - started };
    } catch (error) {
      if (error instanceof metainfo.MetainfoError) return { error, ms: clock.now() - started };
      throw error;
    }
  });
}
