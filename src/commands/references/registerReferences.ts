import * as vscode from "vscode";
import { savedMime } from "../../views/savedGrantsView";
import { referenceKind } from "./referenceKind";
import type { Services } from "../services";

/** As long as an access grant or an API key can be that is decoded unasked, and nothing but base58. */
const mayBeKey = /^\s*1[1-9A-HJ-NP-Za-km-z]{58,4095}\s*$/;

/** What a paste and a drop of a credential may write instead. Loaded where the text may be one: this runs on every paste. */
export function registerReferences(services: Services): vscode.Disposable[] {
  const everywhere = "*";
  return [
    vscode.languages.registerDocumentPasteEditProvider(
      everywhere,
      {
        provideDocumentPasteEdits: async (document, ranges, data, { triggerKind }) => {
          // “Paste As…” takes an edit as it is offered, unresolved: what was chosen there would neither be saved nor written.
          if (triggerKind === vscode.DocumentPasteTriggerKind.PasteAs) return undefined;
          const text = await data.get("text/plain")?.asString();
          if (text === undefined || text.length > 5_000 || !mayBeKey.test(text)) return undefined;
          return (await import("../pasteAsReference")).offerReference(services, document, ranges, text);
        },
        resolveDocumentPasteEdit: async (edit) => (await import("../pasteAsReference")).writeReference(services, edit),
      },
      { providedPasteEditKinds: [referenceKind], pasteMimeTypes: ["text/plain"] },
    ),
    vscode.languages.registerDocumentDropEditProvider(
      everywhere,
      {
        provideDocumentDropEdits: async (document, position, data) => {
          const ids = await data.get(savedMime)?.asString();
          return ids === undefined ? undefined : (await import("./dropReference")).dropReference(services, document, position, ids);
        },
      },
      { providedDropEditKinds: [referenceKind], dropMimeTypes: [savedMime] },
    ),
  ];
}
