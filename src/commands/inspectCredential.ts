import * as vscode from "vscode";
import type { Credential } from "../decoder/credential";
import { describe } from "../decoder/describe";
import { detect } from "../decoder/detect";
import { factsOf } from "../decoder/factsOf";
import { pageAsText } from "../decoder/page";
import { decoded } from "../decoder/surfaces/hovers";
import { BACK } from "../platform/ask";
import type { Services } from "./services";
import { chooseTarget } from "./target";

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

/** Asks where the text is: in the clipboard, or still to be typed, blind. */
async function askForText({ ask, decoder }: Services): Promise<string | undefined> {
  const { t } = decoder.voice();
  const title = t("Inspect Credential");
  const source = await ask.pick({
    title,
    placeholder: t("Where is the credential?"),
    items: [
      { label: t("In the clipboard"), value: "clipboard" as const },
      { label: t("I paste or type it"), detail: t("It is not shown while you type."), value: "box" as const },
    ],
  });
  if (source === undefined || source === BACK) return undefined;
  if (source === "clipboard") return vscode.env.clipboard.readText();
  const typed = await ask.inputSecret({ title, prompt: t("An access grant, API key, S3 credential, link or presigned URL") });
  return typed === BACK ? undefined : typed;
}

/** Explains the credential that is meant, in the editor, the clipboard or a password box. */
export async function inspectCredential(services: Services, args: readonly unknown[]): Promise<void> {
  const { ask, decoder } = services;
  const { t } = decoder.voice();
  const target = await chooseTarget(services, args, t("Which credential?"), () => true);
  if (target) {
    await show(services, decoded(target.credential));
    return;
  }
  const text = await askForText(services);
  if (text === undefined) return;
  const credential = findIn(text);
  if (credential) await show(services, decoded(credential));
  else void ask.showWarning(t("There is no Storj credential in that text. An access grant begins with 1 and is some 300 characters long."));
}
