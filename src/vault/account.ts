import { createHash } from "node:crypto";

/** An account of a satellite's console that a person signed in to. */
export interface Account {
  /** 12 lower-case hexadecimal digits: of origin, way and name. */
  readonly id: string;
  /** The exact origin that the secret goes to, and nowhere else: `https://us1.storj.io`. */
  readonly origin: string;
  readonly way: "session" | "restKey";
  /** What it is called: the e-mail address, else what the person called it. */
  readonly name: string;
  /** The cookie `_tokenKey`, or the REST API key. */
  readonly secret: string;
  /** The session is one that a browser has as well. */
  readonly isBrowsers?: boolean | undefined;
  /** Until when the session lasts, in milliseconds since 1970; undefined of a REST API key, and where it is not known. */
  readonly expiresAt: number | undefined;
  /** The node URL of the console's satellite, as the console told: hostile text. */
  readonly nodeUrl: string;
}

/** What stands under a key: an account, or what this version can't read. */
export type ReadAccount = Account | { readonly problem: "newer" | "unreadable" };

/** The end of a session that was prolonged. */
export interface SessionEnd {
  /** Of which session: the end of an earlier one does not count. */
  readonly session: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

const VERSION = 1;
const KEY = /^storjGrants\.account\.(?<id>[0-9a-f]{12})(?<end>\.end)?$/;

/** The key of SecretStorage under which an account lies. */
export const accountKey = (id: string): string => `storjGrants.account.${id}`;

/**
 * The key under which the end of its session lies once it was prolonged. Apart from the account, so that a window that prolongs never writes a
 * secret: it could bring back one that another window has just removed or replaced.
 */
export const endKey = (id: string): string => `${accountKey(id)}.end`;

/** Whose account or end lies under a key of SecretStorage; undefined where none does. */
export function readAccountKey(key: string): { readonly id: string; readonly isEnd: boolean } | undefined {
  const { id, end } = KEY.exec(key)?.groups ?? {};
  return id === undefined ? undefined : { id, isEnd: end !== undefined };
}

function accountId({ origin, way, name }: Pick<Account, "origin" | "way" | "name">): string {
  return digest([origin, way, name].join("\0"));
}

/** Tells the sessions of an account from one another without telling the token. */
export function sessionOf({ secret }: Account): string {
  return digest(secret);
}

/** An account with its id; of what is handed in, its fields and no others. */
export function newAccount({ origin, way, name, secret, isBrowsers, expiresAt, nodeUrl }: Omit<Account, "id">): Account {
  const id = accountId({ origin, way, name });
  return { id, origin, way, name, secret, ...(isBrowsers === true && { isBrowsers }), expiresAt, nodeUrl };
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 12);
}

/** The value that SecretStorage keeps for an account. */
export function writeAccount({ id: _id, ...fields }: Account): string {
  return JSON.stringify({ version: VERSION, ...fields });
}

export function writeEnd(end: SessionEnd): string {
  return JSON.stringify({ version: VERSION, ...end });
}

/** Reads what lies under the key of an account. */
export function readAccount(id: string, value: string): ReadAccount {
  const fields = objectIn(value);
  const { version, origin, way, name, secret, isBrowsers, expiresAt, nodeUrl } = fields;
  if (typeof version === "number" && version > VERSION) return { problem: "newer" };
  const isWhole =
    version === VERSION &&
    typeof origin === "string" &&
    (way === "session" || way === "restKey") &&
    typeof name === "string" &&
    typeof secret === "string" &&
    typeof nodeUrl === "string";
  if (!isWhole) return { problem: "unreadable" };
  const end = typeof expiresAt === "number" ? expiresAt : undefined;
  const account = newAccount({ origin, way, name, secret, isBrowsers: isBrowsers === true, expiresAt: end, nodeUrl });
  return account.id === id ? account : { problem: "unreadable" };
}

/** Reads what lies under the key of an end; undefined where it says nothing to this version. */
export function readEnd(value: string): SessionEnd | undefined {
  const { version, session, expiresAt } = objectIn(value);
  return version === VERSION && typeof session === "string" && typeof expiresAt === "number" ? { session, expiresAt } : undefined;
}

function objectIn(json: string): Partial<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {};
  }
}
