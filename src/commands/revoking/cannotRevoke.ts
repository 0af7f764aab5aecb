import * as vscode from "vscode";
import { type Bytes, equalBytes, hostOf, parseNodeUrl, parseSatelliteUrl, publicSatelliteUrls } from "../../grant";
import type { KeyFacts } from "../../decoder/keyFacts";
import { factsOfRecord } from "../../views/savedFacts";
import { consoleKeyFor } from "../../views/apiKeys/linkedKeys";
import { revealKey } from "../asking/revealKey";
import { consoleName } from "../contacting/consoleWords";
import type { Doomed } from "./doomed";
import { nameOfKey } from "../contacting/nameOfKey";
import type { Services } from "../services";

/** Tells why nothing that is saved may revoke it, and leads to where its API key can be deleted. */
export async function tellWhyNot(services: Services, { facts, record }: Doomed): Promise<void> {
  const { ask, decoder, vault } = services;
  const voice = decoder.voice();
  const { t } = voice;
  const name = nameOfKey(record, facts, voice);
  const key = consoleKeyFor(facts, vault.all());
  const isRoot = facts.macaroon.caveats.length === 0;
  const lines = [
    isRoot
      ? t("It holds an API key as it was issued. Satellites revoke only what was made from another one: such a key can be deleted, and not revoked.")
      : t("Only what it was made from may revoke it, a grant or an API key, and nothing of that is saved here. If you have its parent or its API key, save that and try again."),
    t("Deleting its API key ends it, with every other grant that was made from that key, saved here or not. For what was made in the web console that is the only way."),
    key
      ? key.isSaid
        ? t("As you have said, its API key is at {0}: nothing proves it.", consoleName(key.origin))
        : t("Its API key was created here, at {0}.", consoleName(key.origin))
      : t("No satellite tells which API key that is: look for it by its name and age."),
  ];
  const [remove, show, open] = [t("Delete Its API Key…"), t("Show API Keys"), t("Open Web Console")];
  const console = key ? undefined : webConsole(satelliteAddressOf(services, facts));
  const pressed = await ask.showWarning(t("Nothing that is saved here can revoke {0}", name), {
    modal: true,
    detail: lines.join("\n"),
    actions: [key ? remove : show, ...(console === undefined ? [] : [open])],
  });
  if (pressed === remove && key) {
    const node = await revealKey(services, key, name);
    if (node) await (await import("../deleteApiKeys")).deleteApiKeys(services, [node]);
  }
  if (pressed === show) await vscode.commands.executeCommand("storjGrants.apiKeys.focus");
  if (pressed === open && console !== undefined) await vscode.env.openExternal(vscode.Uri.parse(console));
}

/** A bare API key names no satellite; a saved grant of its family may. */
function satelliteAddressOf({ vault }: Services, { family, grant }: KeyFacts): Bytes | undefined {
  const records = vault.all().map(factsOfRecord);
  return (grant ?? records.find((other) => other?.grant && other.family === family)?.grant)?.satelliteAddress;
}

/** The web console of one of Storj's own satellites, by the node ID: only of these it is known where it is. */
function webConsole(address: Bytes | undefined): string | undefined {
  try {
    const id = address && parseSatelliteUrl(address).id;
    const own = publicSatelliteUrls.map((url) => parseNodeUrl(url)).find((url) => id && url.id && equalBytes(url.id, id));
    return own && `https://${hostOf(own.address)}`;
  } catch {
    return undefined;
  }
}
