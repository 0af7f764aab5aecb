// What a satellite answers to many keys, each asking for many things.
import {
  allowedBuckets,
  type ActionName,
  type Bytes,
  byteString,
  encryptPrefix,
  evaluate,
  type Grant,
  hex,
  instantFromMilliseconds,
  noBytes,
  parseGrant,
  type Permission,
  utf8,
} from "../../src/grant";
import { listBuckets, listObjects, MetainfoError, projectInfo } from "../../src/satellite/metainfo";
import { callerOf, everything, reading, restricted } from "./access";
import { type Asked, listedNames } from "./names";
import type { Subject } from "./subject";

export type GridSubject = Pick<Subject, "rootGrant" | "nullCipherGrant" | "buckets" | "objects" | "projects">;

const hour = 3_600_000;

const permissions: Readonly<Record<string, () => Permission>> = {
  everything: () => everything,
  reading: () => reading,
  "list alone": () => ({ allowList: true }),
  "download alone": () => ({ allowDownload: true }),
  writing: () => ({ allowUpload: true, allowDelete: true }),
  "over for an hour": () => ({ ...everything, notAfter: instantFromMilliseconds(Date.now() - hour) }),
  "valid in an hour": () => ({ ...everything, notBefore: instantFromMilliseconds(Date.now() + hour) }),
};

/** Own and other are the grant's bucket and the one of the other cipher. Each list is one restriction after the other. */
const restrictions: Readonly<Record<string, (own: string, other: string) => (readonly [bucket: string, prefix: string])[][]>> = {
  "no prefix": () => [[]],
  "the bucket": (own) => [[[own, ""]]],
  "tenant1/": (own) => [[[own, "tenant1/"]]],
  "tenant1/ and tenant2/": (own) => [[[own, "tenant1/"], [own, "tenant2/"]]],
  "tenant1/ of both, then tenant1/sub/": (own, other) => [[[own, "tenant1/"], [other, "tenant1/"]], [[own, "tenant1/sub/"]]],
  "tenant10/ then tenant1/": (own) => [[[own, "tenant10/"]], [[own, "tenant1/"]]],
  "the other bucket": (_own, other) => [[[other, ""]]],
};

interface Request {
  readonly name: string;
  readonly action: ActionName;
  /** Of the listing, or undefined for what asks about no path. */
  readonly asked?: Asked;
  /** The names are of the other cipher: counted, not read. */
  readonly isForeign?: boolean;
  readonly after?: string;
}

function requests(own: string, other: string): Request[] {
  const lists: readonly Asked[] = [
    { bucket: own, prefix: "" },
    { bucket: own, prefix: "", recursive: true },
    { bucket: own, prefix: "tenant1/" },
    { bucket: own, prefix: "tenant1", arbitraryPrefix: true },
    { bucket: own, prefix: "tenant1/sub/" },
    { bucket: own, prefix: "tenant10/" },
    { bucket: own, prefix: "tenant2/", recursive: true },
    { bucket: other, prefix: "" },
    { bucket: "there-is-none", prefix: "" },
  ];
  return [
    { name: "ProjectInfo", action: "projectInfo" },
    { name: "ListBuckets", action: "read" },
    { name: "ListBuckets after the first", action: "read", after: [own, other].sort()[0] as string },
    ...lists.map((asked): Request => {
      const { bucket, ...rest } = asked;
      const where = bucket === own ? "own bucket" : bucket === other ? "other bucket" : "no bucket";
      return { name: `ListObjects in ${where} ${JSON.stringify(rest)}`, action: "list", asked, isForeign: bucket === other };
    }),
  ];
}

export interface GridAnswer {
  /** Cipher, permission, restriction and request: the same of every satellite. */
  readonly question: string;
  /** What the satellite said, in words that do not depend on its keys: an error's code and text, or names in clear text. */
  readonly answer: string;
  /** What `src/grant` says of it: allowed, or not; and the buckets that a list of them may show. */
  readonly expected: { readonly allowed: boolean; readonly buckets: readonly string[] | undefined };
}

/** Asks one thing. */
async function ask(grant: Grant, reader: Grant, { asked, isForeign, action, after }: Request, { projects }: GridSubject): Promise<string> {
  const caller = callerOf(grant);
  try {
    if (asked && isForeign) {
      const { objects } = await listObjects(caller, { bucket: utf8(asked.bucket), encryptedPrefix: noBytes, limit: 1000 });
      return `${objects.length} names`;
    }
    if (asked) return JSON.stringify(await listedNames(caller, reader, asked));
    if (action === "read") {
      const { names, more } = await listBuckets(caller, { limit: 1000, ...(after === undefined ? {} : { after: utf8(after) }) });
      return JSON.stringify([...names.map(byteString), more]);
    }
    const { publicId, salt } = await projectInfo(caller);
    return publicId === projects[0]?.publicId && hex(salt) === projects[0].salt ? "the project" : "another project";
  } catch (error) {
    if (error instanceof MetainfoError) return `${error.code}: ${error.outside ?? ""}`;
    throw error;
  }
}

function expectation(grant: Grant, reader: Grant, { action: name, asked }: Request): GridAnswer["expected"] {
  const bucket: Bytes = asked ? utf8(asked.bucket) : noBytes;
  const encryptedPath = asked ? encryptPrefix(reader.store, bucket, utf8(asked.prefix)) : noBytes;
  const action = { name, bucket, encryptedPath, time: instantFromMilliseconds(Date.now()) };
  const { allowed } = evaluate(grant.macaroon, action);
  return { allowed, buckets: allowed && name === "read" ? allowedBuckets(grant.macaroon, action) : undefined };
}

/** Two ciphers, seven permissions, seven restrictions, twelve requests: 1,176 answers, some asked at a time. */
export async function askGrid(subject: GridSubject): Promise<GridAnswer[]> {
  const [encrypted, plain] = subject.buckets as [string, string];
  const questions: { question: string; grant: Grant; reader: Grant; request: Request }[] = [];
  for (const [cipher, text, own, other] of [
    ["encrypted", subject.rootGrant, encrypted, plain],
    ["plain", subject.nullCipherGrant, plain, encrypted],
  ] as const) {
    const reader = parseGrant(text);
    for (const [permission, permissionOf] of Object.entries(permissions)) {
      for (const [restriction, stepsOf] of Object.entries(restrictions)) {
        // Only the key counts here. Restricted away from a prefix, a grant has no encryption keys for a next one: the whole grant's serve.
        const grant = stepsOf(own, other).reduce(
          (made: Grant, prefixes) => ({ ...restricted({ ...made, store: reader.store }, permissionOf(), ...prefixes) }),
          reader,
        );
        for (const request of requests(own, other)) {
          questions.push({ question: `${cipher}, ${permission}, ${restriction}: ${request.name}`, grant, reader, request });
        }
      }
    }
  }
  const answers: GridAnswer[] = [];
  const left = questions.entries();
  const asker = async (): Promise<void> => {
    for (const [at, { question, grant, reader, request }] of left) {
      const expected = expectation(grant, reader, request);
      answers[at] = { question, answer: await ask(grant, reader, request, subject), expected };
    }
  };
  await Promise.all(Array.from({ length: 8 }, asker));
  return answers;
}
