import * as vscode from "vscode";
import type { Clock } from "../../platform/clock";
import { inSlices } from "../../platform/slices";
import type { Credential } from "../credential";

/** The credentials of one version of a document. */
export interface Scan {
  readonly document: vscode.TextDocument;
  readonly version: number;
  readonly credentials: readonly Credential[];
  /** How many candidates were left undecoded, since a document may hold more of them than can be decoded unasked. */
  readonly undecoded: number;
}

/** Documents above this many characters are scanned on request only. */
const largestDocument = 5 * 1024 * 1024;

/** One scan per document version, shared by every surface. What a newer version overtakes stops and gives nothing. */
export class Scans {
  readonly #clock: Clock;
  // By document and not by address: a new one may come to the address of a closed one, with the same version.
  readonly #latest = new WeakMap<vscode.TextDocument, { readonly version: number; readonly scan: Promise<Scan | undefined> }>();
  readonly #askedFor = new WeakSet<vscode.TextDocument>();
  /** Slices of work done so far: how a test sees that long work is cut up. */
  slices = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The scan of a document as it is now; undefined where it changed meanwhile, closed, or is too large to be scanned unasked. */
  of(document: vscode.TextDocument): Promise<Scan | undefined> {
    const known = this.#latest.get(document);
    if (known?.version === document.version) return known.scan;
    const scan = this.#scan(document);
    this.#latest.set(document, { version: document.version, scan });
    return scan;
  }

  /** From now on the document is scanned whole, whatever its size. */
  askFor(document: vscode.TextDocument): void {
    this.#askedFor.add(document);
    this.#latest.delete(document);
  }

  async #scan(document: vscode.TextDocument): Promise<Scan | undefined> {
    const { version } = document;
    const isOvertaken = (): boolean => document.isClosed || document.version !== version;
    const { detectAndRead } = await import("../factsOf");
    if (isOvertaken()) return undefined;
    const isAskedFor = this.#askedFor.has(document);
    const text = document.getText();
    if (text.length > largestDocument && !isAskedFor) {
      return { document, version, credentials: [], undecoded: 0 };
    }
    const work = isAskedFor ? detectAndRead(text, { eagerCharacters: Infinity }) : detectAndRead(text);
    const found = await inSlices(work, this.#clock, { isOvertaken, began: () => { this.slices++; } });
    return found && { document, version, ...found };
  }
}

/** Where a credential stands. */
export function rangeOf(document: vscode.TextDocument, { start, end }: Credential): vscode.Range {
  return new vscode.Range(document.positionAt(start), document.positionAt(end));
}
