import * as vscode from "vscode";
import { type Clock, wakeAt } from "../../platform/clock";
import { setContext } from "../../platform/contributions";
import type { Log } from "../../platform/log";
import { readIgnoredCredentials, readSetting, type SettingId } from "../../platform/settings";
import type { FindSaved, Saved } from "../saved";
import type { Translate, Voice } from "../voice";
import type * as drawing from "./drawing";
import { type DocumentRole, roleOf } from "./documentRole";
import { type Scan, Scans } from "./scans";

type Surface = Extract<SettingId, `storjGrants.decoder.${"codeLens" | "inlayHints" | "hover" | "problems"}`>;

/** How long after a change the Problems follow, in milliseconds. VS Code waits by itself before it asks for lenses and hints. */
const afterTyping = 300;

type Drawing = typeof drawing;

const loadDrawing = (): Promise<Drawing> => import("./drawing");

/** Explains the credentials of open documents on every surface, and keeps what is shown true while time passes. */
export class Decoder implements vscode.Disposable {
  readonly scans: Scans;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #t: Translate;
  readonly #saved: Saved;
  readonly #problems = vscode.languages.createDiagnosticCollection("storj");
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #subscriptions: readonly { dispose(): unknown }[];
  readonly #pending = new Map<string, { dispose(): void }>();
  /** The scans of documents in which something was found. */
  readonly #found = new Map<string, Scan>();
  /** There from the first scan on. */
  #drawing: Drawing | undefined;
  #alarm: { dispose(): void } | undefined;
  #isDisposed = false;

  constructor(clock: Clock, log: Log, t: Translate, saved: Saved) {
    this.#clock = clock;
    this.#log = log;
    this.#t = t;
    this.#saved = saved;
    this.scans = new Scans(clock);
    this.#subscriptions = [this.#problems, this.#changed, ...this.#register(), ...this.#listen()];
  }

  /** The language, the clock and the time zone of the person at this window. */
  voice(): Voice {
    const { language } = vscode.env;
    // Plain "en" would write American dates; "1 Dec 2026" can't be misread anywhere.
    return { t: this.#t, now: this.#clock.now(), locale: language === "en" ? "en-GB" : language, timeZone: undefined };
  }

  /** Looks at every document with a tab: at the start, and after a change that may concern them all. */
  refreshAll(): void {
    for (const document of vscode.workspace.textDocuments) this.#later(document, 0);
    this.#changed.fire();
  }

  /** The scans of documents with a tab in which something was found, as far as they have been looked at. */
  found(): readonly Scan[] {
    return [...this.#found.values()];
  }

  /** Asks for what is saved with the first credential that is explained; the lenses follow when it is there. */
  readonly #findSaved: FindSaved = (id) => {
    if (!this.#saved.isLoaded) this.#saved.load().catch((error: unknown) => { this.#log.warn("What is saved could not be read.", error); });
    return this.#saved.find(id);
  };

  #shows(surface: Surface, document: vscode.TextDocument): boolean {
    const on = (id: Surface | "storjGrants.decoder.enabled"): boolean => readSetting(vscode.workspace, id, document.uri);
    return on("storjGrants.decoder.enabled") && on(surface);
  }

  /** The scan for a surface, where that surface is on and the document plays a part in which it is drawn. */
  async #scanFor(surface: Surface, document: vscode.TextDocument, roles: readonly DocumentRole[]): Promise<Scan | undefined> {
    if (!this.#shows(surface, document)) return undefined;
    if (!roles.includes(roleOf(document, vscode.window.tabGroups.all))) return undefined;
    return this.scans.of(document);
  }

  #register(): vscode.Disposable[] {
    const everywhere = "*";
    const onDidChange = this.#changed.event;
    const drawn = ["editor", "hidden"] as const;
    return [
      vscode.languages.registerCodeLensProvider(everywhere, {
        onDidChangeCodeLenses: onDidChange,
        provideCodeLenses: async (document) => {
          const scan = await this.#scanFor("storjGrants.decoder.codeLens", document, drawn);
          return scan ? (await loadDrawing()).codeLenses(scan, this.voice(), this.#findSaved) : [];
        },
      }),
      vscode.languages.registerInlayHintsProvider(everywhere, {
        onDidChangeInlayHints: onDidChange,
        provideInlayHints: async (document, range) => {
          const scan = await this.#scanFor("storjGrants.decoder.inlayHints", document, drawn);
          return scan ? (await loadDrawing()).inlayHints(scan, range, this.voice()) : [];
        },
      }),
      vscode.languages.registerHoverProvider(everywhere, {
        provideHover: async (document, position) => {
          const scan = await this.#scanFor("storjGrants.decoder.hover", document, [...drawn, "original"]);
          return scan && (await loadDrawing()).hoverAt(scan, position, this.voice(), this.#findSaved);
        },
      }),
      vscode.languages.registerCodeActionsProvider(
        everywhere,
        {
          provideCodeActions: async (document, range, { diagnostics }) => {
            const scan = await this.#scanFor("storjGrants.decoder.problems", document, ["editor"]);
            return scan ? (await loadDrawing()).quickFixes(scan, range, diagnostics, this.#t) : [];
          },
        },
        { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
      ),
    ];
  }

  #listen(): { dispose(): unknown }[] {
    return [
      vscode.workspace.onDidOpenTextDocument((document) => { this.#later(document, 0); }),
      vscode.workspace.onDidChangeTextDocument(({ document }) => { this.#later(document, afterTyping); }),
      vscode.workspace.onDidCloseTextDocument((document) => { this.#forget(document); }),
      vscode.window.tabGroups.onDidChangeTabs(({ opened, closed }) => {
        if (opened.length + closed.length > 0) this.refreshAll();
      }),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration("storjGrants")) this.refreshAll();
      }),
      this.#saved.onDidChange(() => { this.#changed.fire(); }),
      vscode.workspace.onDidGrantWorkspaceTrust(() => { this.refreshAll(); }),
    ];
  }

  #later(document: vscode.TextDocument, wait: number): void {
    const key = document.uri.toString();
    this.#pending.get(key)?.dispose();
    const timer = this.#clock.setTimer(wait, () => {
      this.#pending.delete(key);
      this.#refresh(document).catch((error: unknown) => { this.#log.error("A document could not be scanned.", error); });
    });
    this.#pending.set(key, timer);
  }

  async #refresh(document: vscode.TextDocument): Promise<void> {
    if (document.isClosed) return;
    const role = roleOf(document, vscode.window.tabGroups.all);
    const isOn = readSetting(vscode.workspace, "storjGrants.decoder.enabled", document.uri);
    if (role !== "editor" || !isOn) {
      this.#drop(document);
      return;
    }
    const scan = await this.scans.of(document);
    this.#drawing ??= await loadDrawing();
    if (!scan || this.#isDisposed || !vscode.workspace.textDocuments.includes(document)) return;
    const key = document.uri.toString();
    const known = this.#found.get(key)?.credentials.length ?? 0;
    if (scan.credentials.length > 0) this.#found.set(key, scan);
    else this.#found.delete(key);
    this.#report(scan);
    if ((known > 0) !== this.#found.has(key)) this.#announce();
    // VS Code forgets to ask for the lenses of an edit where its editor loses the focus right afterwards, as to a question of ours.
    if (known !== scan.credentials.length) this.#changed.fire();
    this.#setAlarm();
  }

  #report(scan: Scan): void {
    const { document } = scan;
    const problems = this.#shows("storjGrants.decoder.problems", document)
      ? this.#drawing?.problemsOf(scan, readIgnoredCredentials(vscode.workspace, document.uri), this.voice())
      : [];
    this.#problems.set(document.uri, problems);
  }

  #drop(document: vscode.TextDocument): void {
    this.#problems.delete(document.uri);
    if (this.#found.delete(document.uri.toString())) this.#announce();
  }

  #forget(document: vscode.TextDocument): void {
    this.#pending.get(document.uri.toString())?.dispose();
    this.#pending.delete(document.uri.toString());
    this.#drop(document);
    this.#setAlarm();
  }

  /** Tells the menus in which documents something was found. `resourcePath` is the file system's path for files, else the URI's. */
  #announce(): void {
    const paths = [...this.#found.values()].flatMap(({ document: { uri } }) => [uri.path, uri.fsPath]);
    void setContext(vscode.commands, "storjGrants.documents", [...new Set(paths)]);
  }

  /** One timer waits for the next instant at which a shown text changes. */
  #setAlarm(): void {
    this.#alarm?.dispose();
    const next = this.#drawing?.nextChange(this.#found.values(), this.voice()) ?? Infinity;
    if (next === Infinity) return;
    this.#alarm = wakeAt(this.#clock, next, () => {
      for (const scan of this.#found.values()) this.#report(scan);
      this.#changed.fire();
      this.#setAlarm();
    });
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#alarm?.dispose();
    for (const timer of this.#pending.values()) timer.dispose();
    for (const subscription of this.#subscriptions) subscription.dispose();
  }
}
