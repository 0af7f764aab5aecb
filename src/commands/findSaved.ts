import * as vscode from "vscode";
import type { Credential } from "../decoder/credential";
import { savedIdOf } from "../decoder/savedId";
import { rangeOf, type Scan } from "../decoder/surfaces/scans";
import { BACK } from "../platform/ask";
import { showOutside } from "../platform/showOutside";
import { chooseOneSaved } from "./asking/chooseSaved";
import type { Services } from "./services";

interface Place {
  readonly scan: Scan;
  readonly credential: Credential;
}

/** Goes to where a saved credential stands in an open file; of several places the person picks one. */
export async function findSaved(services: Services, args: readonly unknown[]): Promise<void> {
  const { ask, decoder } = services;
  const { t } = decoder.voice();
  const title = t("Go to Saved Grant in Open Files");
  const record = await chooseOneSaved(services, args, title);
  if (!record) return;
  const places = await placesOf(services, record.id);
  const [only, ...others] = places;
  if (!only) {
    void ask.showInformation(t("“{0}” stands in no open file. Open the files that may hold it, and try again.", record.label));
    return;
  }
  const items = places.map((place) => ({ label: labelOf(place, services), value: place }));
  const chosen = others.length === 0 ? only : await ask.pick({ title, items });
  if (chosen === undefined || chosen === BACK) return;
  const { document } = chosen.scan;
  const { start } = rangeOf(document, chosen.credential);
  await vscode.window.showTextDocument(document, { selection: new vscode.Range(start, start) });
}

async function placesOf({ decoder }: Services, id: string): Promise<readonly Place[]> {
  const scans = await Promise.all(decoder.found().map(({ document }) => decoder.scans.of(document)));
  return scans.flatMap((scan) => {
    const isIt = (credential: Credential): boolean => savedIdOf(credential, scan?.credentials ?? []) === id;
    return scan?.credentials.filter(isIt).map((credential) => ({ scan, credential })) ?? [];
  });
}

function labelOf({ scan: { document }, credential }: Place, { decoder }: Services): string {
  const name = showOutside(vscode.workspace.asRelativePath(document.uri));
  return decoder.voice().t("{0}, line {1}", name, document.positionAt(credential.start).line + 1);
}
