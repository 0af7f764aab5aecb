import * as vscode from "vscode";
import type { Credential } from "../../decoder/credential";
import { detect } from "../../decoder/detect";
import { BACK } from "../../platform/ask";
import type { Services } from "../services";
import { type Candidates, candidates, choiceOf, type Target } from "./target";

/** Longer texts are no credentials, and searching them takes time. */
const longestText = 65_536;

/** Words that let an S3 credential count although it stands alone, and a damaged one be called so. */
const context = "storj s3 ";

/** A credential, what was found with it, and where it stands if that is a document. */
export interface Pointed {
  readonly credential: Credential;
  readonly all: readonly Credential[];
  readonly target: Target | undefined;
}

/** The credentials in a text that somebody copied or typed. */
export function findIn(text: string): readonly Credential[] {
  if (text.length > longestText) return [];
  const search = detect(context + text.trim());
  for (;;) {
    const step = search.next();
    if (step.done) return step.value.credentials;
  }
}

type Source = Credential | "clipboard" | "box";

/** Asks which one is meant: one of the document's, or a text in the clipboard or still to be typed, blind. */
async function askForSource(services: Services, found: Candidates | undefined, title: string): Promise<Credential | string | undefined> {
  const { ask, decoder } = services;
  const { t } = decoder.voice();
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

/** What a person points to without a question: by a lens or hover, the cursor, or a selected text. */
function pointed(found: Candidates | undefined): Credential | readonly Credential[] | undefined {
  if (found?.near.length === 1) return found.near[0];
  const editor = vscode.window.activeTextEditor;
  if (!editor || editor.selection.isEmpty || found?.near.length !== 0) return undefined;
  const selected = findIn(editor.document.getText(editor.selection));
  return selected.length > 0 ? selected : undefined;
}

/**
 * The credential that is meant: pointed to in a document, in the clipboard, or typed into a password box. Undefined where the person left,
 * or was told that there is none. `asksFirst`: also where one is pointed to, for what need not be about it.
 */
export async function pointedCredential(
  services: Services,
  args: readonly unknown[],
  title: string,
  accepts: (credential: Credential) => boolean,
  asksFirst = false,
): Promise<Pointed | undefined> {
  const { ask, decoder } = services;
  const { t } = decoder.voice();
  const found = await candidates(services, args, accepts);
  const near = found && found.near.length > (asksFirst ? 0 : 1) ? { ...found, all: found.near } : found;
  const source = (asksFirst ? undefined : pointed(found)) ?? (await askForSource(services, near, title));
  if (source === undefined) return undefined;
  if (typeof source === "object" && "kind" in source) {
    const { scan } = found as Candidates;
    return { credential: source, all: scan.credentials, target: { scan, credential: source } };
  }
  const all = typeof source === "string" ? findIn(source) : source;
  const credential = all.find(accepts);
  if (credential) return { credential, all, target: undefined };
  if (typeof source === "string" && source.length > longestText) {
    void ask.showWarning(t("The text has {0} characters, too many to be searched here. Open it in an editor.", source.length));
  } else {
    void ask.showWarning(t("There is no Storj credential in that text. An access grant begins with 1 and is some 300 characters long."));
  }
  return undefined;
}
