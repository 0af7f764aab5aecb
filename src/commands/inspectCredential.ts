import * as vscode from "vscode";
import type { Credential } from "../decoder/credential";
import { describe } from "../decoder/describe";
import { detect } from "../decoder/detect";
import { factsOf } from "../decoder/factsOf";
import { pageAsText } from "../decoder/page";
import { decoded } from "../decoder/surfaces/hovers";
import { BACK } from "../platform/ask";
import type { Services } from "./services";
import { type Candidates, candidates, choiceOf } from "./target";

/** Longer texts are no credentials, and searching them takes time. */
const longestText = 65_536;

/** Words that let an S3 credential count although it stands alone, and a damaged one be called so. */
const context = "storj s3 ";

/** The first credential in a text that somebody copied or typed. */
function findIn(text: string): Credential | undefined {
  if (text.length > longestText) return undefined;
  const search = detect(context + text.trim());
  for (;;) {
    const step = search.next();
    if (step.done) return step.value.credentials[0];
  }
}

/** Opens a read-only page about a credential, with the content of its hover. */
async function show({ decoder, pages }: Services, credential: Credential): Promise<void> {
  const facts = factsOf(credential);
  const page = describe(credential, facts, decoder.voice());
  const uri = pages.add(`${page.title}.txt`, pageAsText(page));
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: true });
}

type Source = Credential | "clipboard" | "box";

/** Asks which one is meant: one of the document's, or a text in the clipboard or still to be typed, blind. */
async function askForSource(services: Services, found: Candidates | undefined): Promise<Credential | string | undefined> {
  const { ask, decoder } = services;
  const { t } = decoder.voice();
  const title = t("Inspect Credential");
  const source = await ask.pick<Source>({
    title,
    placeholder: t("Which credential?"),
    items: [
      ...(found?.all ?? []).map((credential) => choiceOf(credential, (found as Candidates).scan, services)),
      { label: t("In the clipboard"), value: "clipboard" },
      { label: t("I paste or type it"), detail: t("It is not shown while you type."), value: "box" },
    ],
  });
  if (source === undefined || source === BACK) return undefined;
  if (source === "clipboard") return vscode.env.clipboard.readText();
  if (source !== "box") return source;
  const typed = await ask.inputSecret({ title, prompt: t("An access grant, API key, S3 credential, link or presigned URL") });
  return typed === BACK ? undefined : typed;
}

/** The credential that a person points to without a question: by a lens or hover, the cursor, or a selected text. */
function pointed(found: Candidates | undefined): Credential | undefined {
  if (found?.near.length === 1) return found.near[0];
  const editor = vscode.window.activeTextEditor;
  return editor && !editor.selection.isEmpty && found?.near.length === 0 ? findIn(editor.document.getText(editor.selection)) : undefined;
}

/** Explains the credential that is meant, in the editor, the clipboard or a password box. */
export async function inspectCredential(services: Services, args: readonly unknown[]): Promise<void> {
  const { ask, decoder } = services;
  const { t } = decoder.voice();
  const found = await candidates(services, args, () => true);
  const near = found && found.near.length > 1 ? { ...found, all: found.near } : found;
  const source = pointed(found) ?? (await askForSource(services, near));
  if (source === undefined) return;
  const credential = typeof source === "string" ? findIn(source) : source;
  if (typeof source === "string" && source.length > longestText) {
    void ask.showWarning(t("The text has {0} characters, too many to be searched here. Open it in an editor.", source.length));
  } else if (credential) await show(services, decoded(credential));
  else void ask.showWarning(t("There is no Storj credential in that text. An access grant begins with 1 and is some 300 characters long."));
}
