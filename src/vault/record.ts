import { randomBytes } from "node:crypto";

/** What is saved: a grant's or an API key's text, or an S3 pair with where it belongs. */
export type SavedCredential =
  | { readonly kind: "grant" | "apiKey"; readonly text: string }
  | {
      readonly kind: "s3";
      readonly accessKeyId: string;
      readonly secretKey: string;
      readonly endpoint?: string;
      /** The id of the grant that the pair was registered from. */
      readonly grant?: string;
      /** Registered as public: whoever knows the access key id reads through the link service, without the secret. */
      readonly isPublic?: boolean;
      /** The end that the auth service itself has set, in milliseconds since 1970. */
      readonly endsAt?: number;
      /** The link service that goes with an auth service of the satellite's own, as the satellite has sent it. */
      readonly linkSharing?: string;
    };

export const colors = ["red", "orange", "yellow", "green", "blue", "purple"] as const;
export type Color = (typeof colors)[number];

/** Which API key of a satellite's console a saved one is. */
export interface ConsoleKey {
  /** The console's origin. */
  readonly origin: string;
  /** Of the project its public ID, of the API key its ID: UUIDs as text. */
  readonly project: string;
  readonly key: string;
  /** A person says so. Else it was created here, and that is known. */
  readonly isSaid: boolean;
  /** Of one that was created here, whether the satellite keeps the project's passphrase; undefined where the console did not tell. */
  readonly isManaged?: boolean;
}

/** One entry of the vault: which credential, and which time of saving it. */
export interface RecordKey {
  /** The credential's fingerprint: 12 lower-case hexadecimal digits. */
  readonly id: string;
  /**
   * 8 lower-case hexadecimal digits, drawn each time that the credential is saved and never again: so what removes a
   * record cannot remove what is saved after it.
   */
  readonly generation: string;
}

/**
 * A credential with what its owner says about it. Holds at run time also the fields that a later extension added to
 * version 1, so that a copy with other details keeps them.
 */
export interface SavedRecord extends RecordKey {
  readonly credential: SavedCredential;
  readonly label: string;
  /** Milliseconds since 1970. */
  readonly savedAt: number;
  /** The name of the environment variable that code reads it from. */
  readonly variable?: string;
  readonly color?: Color;
  readonly isProduction?: boolean;
  /** When the satellite confirmed that it is revoked, in milliseconds since 1970. */
  readonly revokedAt?: number;
  readonly consoleKey?: ConsoleKey;
}

/** An entry that this version can't read: a later one wrote it, or it is damaged. */
export interface BrokenRecord extends RecordKey {
  readonly problem: "newer" | "unreadable";
}

/** What may be said anew about a saved credential. `undefined` takes it away, what is left out stays. */
export interface RecordDetails {
  readonly label?: string;
  readonly variable?: string | undefined;
  readonly color?: Color | undefined;
  readonly isProduction?: boolean | undefined;
  readonly revokedAt?: number | undefined;
  readonly consoleKey?: ConsoleKey | undefined;
}

const VERSION = 1;
const PREFIX = "storjGrants.saved.";
const KEY = /^storjGrants\.saved\.(?<id>[0-9a-f]{12})\.(?<generation>[0-9a-f]{8})$/;

/** The key of SecretStorage under which a record lies. */
export function writeKey({ id, generation }: RecordKey): string {
  return `${PREFIX}${id}.${generation}`;
}

/** Which record lies under a key of SecretStorage; undefined where none of the vault's does. */
export function readKey(key: string): RecordKey | undefined {
  const { id, generation } = KEY.exec(key)?.groups ?? {};
  return id === undefined || generation === undefined ? undefined : { id, generation };
}

export function newGeneration(): string {
  return randomBytes(4).toString("hex");
}

/** The value that SecretStorage keeps for a record. */
export function writeRecord(record: SavedRecord): string {
  const { id, generation, ...fields } = record;
  return JSON.stringify({ version: VERSION, ...fields });
}

/** Reads what lies under a key. Whether the text in it is a credential is not looked at. */
export function readRecord({ id, generation }: RecordKey, value: string): SavedRecord | BrokenRecord {
  const unreadable = { id, generation, problem: "unreadable" } as const;
  const fields = objectIn(value);
  if (!fields || typeof fields["version"] !== "number") return unreadable;
  if (fields["version"] > VERSION) return { id, generation, problem: "newer" };
  const { version, credential: writtenCredential, label, savedAt, variable, color, isProduction, revokedAt, consoleKey: writtenKey, ...others } = fields;
  const consoleKey = readConsoleKey(writtenKey);
  const credential = readCredential(writtenCredential);
  if (version !== VERSION || !credential || typeof label !== "string" || typeof savedAt !== "number") return unreadable;
  return {
    ...others,
    id,
    generation,
    credential,
    label,
    savedAt,
    ...(typeof variable === "string" && { variable }),
    ...(isColor(color) && { color }),
    ...(typeof isProduction === "boolean" && { isProduction }),
    ...(typeof revokedAt === "number" && { revokedAt }),
    ...(consoleKey && { consoleKey }),
  };
}

function readConsoleKey(written: unknown): ConsoleKey | undefined {
  if (!isObject(written)) return undefined;
  const { origin, project, key, isSaid, isManaged, ...others } = written;
  if (typeof origin !== "string" || typeof project !== "string" || typeof key !== "string" || typeof isSaid !== "boolean") return undefined;
  return { ...others, origin, project, key, isSaid, ...(typeof isManaged === "boolean" && { isManaged }) };
}

function readCredential(written: unknown): SavedCredential | undefined {
  if (!isObject(written)) return undefined;
  const { kind, text, accessKeyId, secretKey, endpoint, grant, isPublic, endsAt, linkSharing, ...others } = written;
  if (kind === "grant" || kind === "apiKey") return typeof text === "string" ? { ...others, kind, text } : undefined;
  if (kind !== "s3" || typeof accessKeyId !== "string" || typeof secretKey !== "string") return undefined;
  return {
    ...others,
    kind,
    accessKeyId,
    secretKey,
    ...(typeof endpoint === "string" && { endpoint }),
    ...(typeof grant === "string" && { grant }),
    ...(typeof isPublic === "boolean" && { isPublic }),
    ...(typeof endsAt === "number" && { endsAt }),
    ...(typeof linkSharing === "string" && { linkSharing }),
  };
}

function objectIn(json: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isColor(value: unknown): value is Color {
  return colors.some((color) => color === value);
}

/** The record with other details; a record given as details gives no more than these. */
export function withDetails(record: SavedRecord, details: RecordDetails): SavedRecord {
  const { id, generation, credential, savedAt } = record;
  const { variable, color, isProduction, revokedAt, consoleKey, ...rest } = { ...record, ...details, id, generation, credential, savedAt };
  return {
    ...rest,
    ...(variable !== undefined && { variable }),
    ...(color !== undefined && { color }),
    ...(isProduction !== undefined && { isProduction }),
    ...(revokedAt !== undefined && { revokedAt }),
    ...(consoleKey !== undefined && { consoleKey }),
  };
}
