import type { SavedCredential, SavedRecord } from "./record";

/** A variable, and what it holds: as secret as the credential. */
export interface Variable {
  readonly name: string;
  readonly value: string;
}

const usual = { grant: "STORJ_ACCESS_GRANT", apiKey: "STORJ_API_KEY", s3: "AWS_ACCESS_KEY_ID" } as const;

/** Where Storj's S3 credentials are used, if it is not said otherwise: programs that are told nothing ask Amazon. */
export const gateway = "https://gateway.storjshare.io";

/** The variable that code reads a credential from; of an S3 pair that of the access key id. */
export function variableOf({ credential, variable }: Pick<SavedRecord, "credential" | "variable">): string {
  return variable ?? usual[credential.kind];
}

/** `AWS_SECRET_ACCESS_KEY` for `AWS_ACCESS_KEY_ID`: what goes with the variable of an access key id. */
export function secretVariableOf(variable: string): string {
  return variable.endsWith("ACCESS_KEY_ID") ? variable.replace(/ACCESS_KEY_ID$/, "SECRET_ACCESS_KEY") : `${variable}_SECRET`;
}

/** What a program that was written for a saved credential finds in its environment. */
export function environmentOf(record: Pick<SavedRecord, "credential" | "variable">): readonly Variable[] {
  const name = variableOf(record);
  const credential: SavedCredential = record.credential;
  if (credential.kind !== "s3") return [{ name, value: credential.text }];
  const pair = [
    { name, value: credential.accessKeyId },
    { name: secretVariableOf(name), value: credential.secretKey },
  ];
  const isAws = name === usual.s3;
  return isAws || credential.endpoint !== undefined
    ? [...pair, { name: name.replace(/(?:_?ACCESS_KEY_ID)?$/, "_ENDPOINT_URL"), value: credential.endpoint ?? gateway }]
    : pair;
}
