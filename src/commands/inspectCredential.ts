import * as vscode from "vscode";
import { describe, describeKey } from "../decoder/describe";
import { factsOf } from "../decoder/factsOf";
import { type Page, pageAsText } from "../decoder/page";
import { decoded } from "../decoder/surfaces/hovers";
import { factsOfRecord } from "../views/savedFacts";
import { chooseOneSaved, clickedIds } from "./asking/chooseSaved";
import { pointedCredential } from "./asking/pointedCredential";
import type { Services } from "./services";

/** Opens a read-only page about a credential, with the content of its hover. */
async function show({ pages }: Services, page: Page): Promise<void> {
  const uri = pages.add(`${page.title}.txt`, pageAsText(page));
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: true });
}

/** Explains the credential that is meant: in the view, the editor, the clipboard or a password box. */
export async function inspectCredential(services: Services, args: readonly unknown[]): Promise<void> {
  const voice = services.decoder.voice();
  const title = voice.t("Inspect Credential");
  if (clickedIds(args).length > 0) {
    const record = await chooseOneSaved(services, args, title);
    const facts = record && factsOfRecord(record);
    if (facts) await show(services, describeKey(facts, voice));
    return;
  }
  const meant = await pointedCredential(services, args, title, () => true);
  if (!meant) return;
  const credential = decoded(meant.credential);
  await show(services, describe(credential, factsOf(credential), voice));
}
