import { randomBytes, randomUUID } from "node:crypto";
import { type Macaroon, newMacaroon } from "./macaroon";
import { encryptPath, type PathCipher } from "./pathEncryption";
import { version } from "./permissions";
import { projectSalt, rootKey } from "./rootKey";

/** A project. Names of buckets and encrypted keys of objects are bytes: texts in binary, which sort as bytes do. */
export interface Project {
  readonly id: string;
  readonly publicId: string;
  readonly name: string;
  readonly salt: Buffer;
  /** Milliseconds. */
  readonly createdAt: number;
  /** The sizes of each bucket's objects. */
  readonly buckets: Map<string, Map<string, number>>;
}

/** An API key as the satellite keeps it, and as it was given away: without a caveat. */
export interface ApiKey {
  readonly project: Project;
  readonly secret: Buffer;
  readonly root: Macaroon;
  /** Bits, as `version`. */
  readonly version: number;
}

export function newProject(name: string, salt: Buffer, createdAt: number): Project {
  return { id: randomUUID(), publicId: randomUUID(), name, salt, createdAt, buckets: new Map() };
}

/** The project that the API keys are of. */
export function sharedProject(createdAt: number): Project {
  return newProject("Shared", projectSalt, createdAt);
}

export function newApiKey(project: Project, isAuditable: boolean): ApiKey {
  const secret = randomBytes(32);
  const bits = version.objectLock | version.eventing | (isAuditable ? version.auditable : 0);
  return { project, secret, root: newMacaroon(secret), version: bits };
}

/** Puts objects into a bucket, named as a client with the project's passphrase would have named them. */
export function fill(project: Project, bucket: string, cipher: PathCipher, objects: readonly string[]): void {
  const named = objects.map((object): [string, number] => {
    const key = encryptPath(rootKey, cipher, Buffer.from(bucket), Buffer.from(object));
    return [key.toString("latin1"), Buffer.byteLength(`content of ${object}`)];
  });
  project.buckets.set(Buffer.from(bucket).toString("latin1"), new Map(named));
}
