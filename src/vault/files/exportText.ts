import { environmentOf, gateway, type Variable } from "../environmentOf";
import type { SavedCredential } from "../record";
import { originIn } from "./credentialText";
import { variablesIn } from "./environment";
import { envValue } from "./envValue";
import { isVariableName, profileName, remoteName, uniqueName, VariableNames, variablePrefix } from "./exportName";
import { readIni } from "./ini";
import { type ProgramFormat, type ProgramPair, programStarts, programWriters } from "./programText";

export type ExportFormat = "rclone" | "aws" | "env" | "json" | ProgramFormat;

/** Whether text of a format can follow other text of it: JSON is one value, and a module's imports stand once, at its start. */
export function canBeAddedTo(format: ExportFormat): boolean {
  return !["json", "boto3", "awsSdkJs"].includes(format);
}

export interface ExportedCredential {
  /** A person's label; what a format can't hold is replaced. */
  readonly label: string;
  readonly credential: SavedCredential;
  /** The environment variable that code reads a grant or an API key from. */
  readonly variable?: string;
}

export interface ExportedText {
  /** Ends with a line break; empty where the format holds none of the credentials. */
  readonly text: string;
  /** Those that the format has no place for: grants in an AWS profile, an API key in rclone. */
  readonly leftOut: readonly ExportedCredential[];
}

/**
 * Credentials as text of one format, each under a name of its own, also beside those of the file `before` that the text
 * is to be added to: of two sections of one name rclone takes the last, and the AWS tools refuse the file. The text is
 * as secret as the credentials are. Errors, of `before`: `encrypted`, `no-section`.
 */
export function exportText(format: ExportFormat, credentials: readonly ExportedCredential[], before = ""): ExportedText {
  const write = writers[format](credentials.length, before);
  const leftOut: ExportedCredential[] = [];
  const parts: string[] = [];
  for (const exported of credentials) {
    const credential = plain(exported.credential);
    const part = credential && write({ ...exported, credential });
    if (part === undefined) leftOut.push(exported);
    else parts.push(part);
  }
  if (parts.length === 0) return { text: "", leftOut };
  if (format === "json") return { text: `[\n${parts.join(",\n")}\n]\n`, leftOut };
  if (format === "mc") return { text: parts.join(""), leftOut };
  const starts = format === "boto3" || format === "awsSdkJs" ? [programStarts[format]] : [];
  return { text: [...starts, ...parts].join("\n"), leftOut };
}

type Write = (exported: ExportedCredential) => string | undefined;

/** A writer of one format for so many credentials, to be added to a file. */
const writers: Readonly<Record<ExportFormat, (count: number, before: string) => Write>> = {
  rclone: (_, before) => {
    const taken = sectionsOf(before);
    return ({ label, credential }) => {
      if (credential.kind === "apiKey") return undefined;
      const name = uniqueName(remoteName(label), taken);
      if (credential.kind !== "s3") return section(name, { type: "storj", access_grant: credential.text });
      const pair = pairFields(credential, "access_key_id", "secret_access_key", "endpoint");
      return section(name, { type: "s3", provider: "Storj", ...pair });
    };
  },
  aws: (_, before) => {
    const taken = sectionsOf(before);
    return ({ label, credential }) => {
      if (credential.kind !== "s3") return undefined;
      const name = uniqueName(profileName(label), taken);
      return section(name, pairFields(credential, "aws_access_key_id", "aws_secret_access_key", "endpoint_url"));
    };
  },
  env: (count, before) => {
    const taken = new VariableNames();
    taken.take(Object.keys(variablesIn(before)));
    return ({ label, credential, variable }) => {
      const own = variable !== undefined && isVariableName(variable) ? environmentOf({ credential, variable }) : [];
      if (own.length > 0 && taken.take(own.map(({ name }) => name))) return variableLines(own);
      // One alone gets the names that programs look for; of several each needs its own.
      const usual = environmentOf({ credential });
      const names = usual.map(({ name }) => name);
      const prefix = count === 1 && taken.take(names) ? "" : taken.prefixFor(variablePrefix(label), names);
      return variableLines(usual.map(({ name, value }) => ({ name: prefix + name, value })));
    };
  },
  json:
    () =>
    ({ label, credential }) =>
      `  ${JSON.stringify({ name: label, ...jsonFields(credential) }, undefined, 2).replaceAll("\n", "\n  ")}`,
  boto3: (_, before) => forPairs(programWriters.boto3(before)),
  awsSdkJs: (_, before) => forPairs(programWriters.awsSdkJs(before)),
  mc: (_, before) => forPairs(programWriters.mc(before)),
};

function forPairs(write: (pair: ProgramPair) => string): Write {
  return ({ label, credential }) => {
    if (credential.kind !== "s3") return undefined;
    const { accessKeyId, secretKey, endpoint = gateway } = credential;
    return write({ label, accessKeyId, secretKey, endpoint });
  };
}

function sectionsOf(text: string): Set<string> {
  return new Set(readIni(text).map(({ name }) => name));
}

type Pair = Extract<SavedCredential, { kind: "s3" }>;

function pairFields(pair: Pair, id: string, secret: string, endpoint: string): Record<string, string> {
  return { [id]: pair.accessKeyId, [secret]: pair.secretKey, [endpoint]: pair.endpoint ?? gateway };
}

function jsonFields(credential: SavedCredential): Record<string, string | undefined> {
  switch (credential.kind) {
    case "grant":
      return { access_grant: credential.text };
    case "apiKey":
      return { api_key: credential.text };
    case "s3":
      return {
        access_key_id: credential.accessKeyId,
        secret_key: credential.secretKey,
        endpoint: credential.endpoint,
      };
  }
}

function variableLines(variables: readonly Variable[]): string {
  // Shells read such files too, and `URL` takes hosts that they would run.
  return variables.map(({ name, value }) => `${name}=${envValue(value)}\n`).join("");
}

function section(name: string, values: Readonly<Record<string, string>>): string {
  const lines = Object.entries(values).map(([key, value]) => `${key} = ${value}\n`);
  return `[${name}]\n${lines.join("")}`;
}

/**
 * Credentials are letters and digits, and an endpoint is an origin, perhaps with a folder. What a damaged record has in
 * their place may not end a line: of it there is undefined, or the endpoint is left out.
 */
function plain(credential: SavedCredential): SavedCredential | undefined {
  const isPlain = (text: string): boolean => /^[A-Za-z0-9]+$/.test(text);
  if (credential.kind !== "s3") return isPlain(credential.text) ? credential : undefined;
  const { kind, accessKeyId, secretKey } = credential;
  if (!isPlain(accessKeyId) || !isPlain(secretKey)) return undefined;
  const endpoint = endpointIn(credential.endpoint);
  return { kind, accessKeyId, secretKey, ...(endpoint !== undefined && { endpoint }) };
}

/** An endpoint as the auth service answered it, without a slash at its end; of one that can't be that its origin. */
function endpointIn(written: string | undefined): string | undefined {
  const origin = originIn(written);
  if (origin === undefined || !written?.startsWith(`${origin}/`)) return origin;
  const folder = written.slice(origin.length).replace(/\/+$/, "");
  return /^[\w.~/-]*$/.test(folder) ? origin + folder : origin;
}
