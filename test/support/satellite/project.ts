import { randomBytes, randomUUID } from "node:crypto";
import { encodeBase58Check } from "./base58check";
import { type Macaroon, newMacaroon, writeMacaroon } from "./macaroon";
import { encryptPath, type PathCipher } from "./pathEncryption";
import { version } from "./permissions";
import { rootKey } from "./rootKey";

/** A project. Names of buckets and encrypted keys of objects are bytes: texts in binary, which sort as bytes do. */
export interface Project {
  readonly id: string;
  readonly publicId: string;
  readonly name: string;
  readonly salt: Buffer;
  /** Milliseconds. */
  readonly createdAt: number;
  /** IDs of people, the owner's first. */
  readonly members: readonly string[];
  /** The satellite keeps its passphrase. */
  readonly hasManagedPassphrase: boolean;
  /** The sizes of each bucket's objects. */
  readonly buckets: Map<string, Map<string, number>>;
}

/** An API key as the satellite keeps it, and as it was given away: without a caveat. */
export interface ApiKey {
  readonly project: Project;
  readonly id: string;
  readonly name: string;
  /** A person's ID. */
  readonly creator: string;
  /** Microseconds. */
  readonly createdAt: number;
  readonly secret: Buffer;
  readonly root: Macaroon;
  /** Bits, as `version`. */
  readonly version: number;
}

export function newProject(given: Omit<Project, "id" | "publicId" | "buckets">): Project {
  return { ...given, id: randomUUID(), publicId: randomUUID(), buckets: new Map() };
}

export function newApiKey(
  given: Pick<ApiKey, "project" | "name" | "creator" | "createdAt">,
  { isAuditable = false } = {},
): ApiKey {
  const secret = randomBytes(32);
  const bits = version.objectLock | version.eventing | (isAuditable ? version.auditable : 0);
  return { ...given, id: randomUUID(), secret, root: newMacaroon(secret), version: bits };
}

/** As people are given it. */
export function apiKeyText({ root }: ApiKey): string {
  return encodeBase58Check(writeMacaroon(root));
}

/** Puts objects into a bucket, named as a client with the project's passphrase would have named them. */
export function fill(project: Project, bucket: string, cipher: PathCipher, objects: readonly string[]): void {
  const named = objects.map((object): [string, number] => {
    const key = encryptPath(rootKey, cipher, Buffer.from(bucket), Buffer.from(object));
    return [key.toString("latin1"), Buffer.byteLength(`content of ${object}`)];
  });
  project.buckets.set(Buffer.from(bucket).toString("latin1"), new Map(named));
}
