/** As vscode.l10n.t: `{0}`, `{1}` stand for the arguments. */
export type Translate = (message: string, ...args: (string | number)[]) => string;

/** Whom a text is for: their language, their clock and their time zone. */
export interface Voice {
  readonly t: Translate;
  /** Milliseconds since 1970 (UTC). */
  readonly now: number;
  /** BCP 47. */
  readonly locale: string;
  /** IANA name; undefined: this machine's. */
  readonly timeZone: string | undefined;
}

/** Translates into the language the texts are written in. */
export const inEnglish: Translate = (message, ...args) =>
  message.replace(/\{(\d)\}/g, (_, index: string) => String(args[Number(index)]));
