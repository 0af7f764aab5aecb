import path from "node:path";
import { readAwsCredentials } from "./awsCredentials";
import { readCredentialJson } from "./credentialJson";
import { credentialIn } from "./credentialText";
import { readEnvironment, variablesIn } from "./environment";
import { FileFormatError } from "./fileFormatError";
import type { FoundCredentials } from "./foundCredentials";
import { readIni } from "./ini";
import { readJson } from "./jsonText";
import { withoutByteOrderMark } from "./lines";
import { readRcloneConf } from "./rcloneConf";
import { readTextFile } from "./readTextFile";
import { readUplinkAccessJson } from "./uplinkAccessJson";
import { readUplinkConfigYaml } from "./uplinkConfigYaml";

/** `credential`: the file is one grant or API key, as `uplink access export` writes it. */
export type FileFormat = "credential" | "uplinkAccess" | "json" | "uplinkConfig" | "rclone" | "aws" | "env";

export interface CredentialFile extends FoundCredentials {
  readonly format: FileFormat;
}

/**
 * Reads the credentials in a file of any format that we know.
 * Errors: FileReadError; FileFormatError of the format's reader, or `unknown-format`.
 */
export async function readCredentialFile(file: string): Promise<CredentialFile> {
  return credentialsIn((await readTextFile(file)).text, path.basename(file));
}

/**
 * Reads the credentials in a text. The content decides on its format, and where it says too little, the file's name.
 */
export function credentialsIn(text: string, fileName: string): CredentialFile {
  const format = formatOf(text, fileName.toLowerCase());
  return { format, ...readers[format](text, fileName) };
}

const readers: Readonly<Record<FileFormat, (text: string, fileName: string) => FoundCredentials>> = {
  credential: (text, fileName) => {
    const credential = credentialIn(withoutByteOrderMark(text));
    return credential ? { found: [{ name: fileName, credential }], skipped: 0 } : { found: [], skipped: 1 };
  },
  uplinkAccess: readUplinkAccessJson,
  json: readCredentialJson,
  uplinkConfig: readUplinkConfigYaml,
  rclone: readRcloneConf,
  aws: readAwsCredentials,
  env: (text) => readEnvironment(variablesIn(text)),
};

function formatOf(text: string, fileName: string): FileFormat {
  const content = withoutByteOrderMark(text);
  if (credentialIn(content)) return "credential";
  if (fileName === "access.json") return "uplinkAccess";
  if (fileName.endsWith(".json") || /^\s*\{/.test(content)) return jsonFormat(text);
  if (/\.ya?ml$/.test(fileName)) return "uplinkConfig";
  if (fileName.endsWith("rclone.conf") || /^[ \t]*RCLONE_ENCRYPT_V/m.test(content)) return "rclone";
  // The lines before the first section of an ini file, too, may look like variables.
  if (/^[ \t]*\[[^\]\n]+\][ \t]*\r?$/m.test(content)) return iniFormat(content);
  if (/^\s*\[/.test(content)) return jsonFormat(text);
  if (/(?:^|\.)env(?:\.|$)/.test(fileName) || /^[ \t]*(?:export[ \t]+)?[A-Za-z_]\w*[ \t]*=/m.test(content))
    return "env";
  if (/^access(?:es)?(?:\.[^:\n]*)?:/m.test(content)) return "uplinkConfig";
  throw new FileFormatError({
    code: "unknown-format",
    wrong: "it is no file of credentials that we know",
    next: "Choose an access.json or config.yaml of uplink's, an rclone.conf, an AWS credentials file or a .env file.",
  });
}

function jsonFormat(text: string): FileFormat {
  const root = readJson(text);
  return root.kind === "object" && root.members.some(({ name }) => /^(?:default|accesses)$/iu.test(name))
    ? "uplinkAccess"
    : "json";
}

function iniFormat(text: string): FileFormat {
  return readIni(text).some(({ values }) => values.has("type")) ? "rclone" : "aws";
}
