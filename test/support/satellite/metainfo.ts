import { instantAt, timestampField } from "./caveat";
import type { RpcFailure, Rpcs } from "./drpc";
import type { ApiKeys } from "./keys";
import { entriesBelow, itemFields, pageOf, prefixOf } from "./listing";
import { type Macaroon, readMacaroon, tailsFrom } from "./macaroon";
import { type Action, action, namedBuckets, refusal, version } from "./permissions";
import type { ApiKey } from "./project";
import { bytesField, type Field, lastBytes, lastVarint, messageField, readFields, UnreadableError } from "./protobuf";

/** The URLs that a project sets for its edge services. */
export interface EdgeUrls {
  readonly authService?: string;
  readonly publicLinksharing?: string;
  readonly privateLinksharing?: string;
  /** Of the console alone. */
  readonly gatewayEndpoint?: string;
}

/** What the satellite knows. */
export interface Metainfo {
  readonly keys: Pick<ApiKeys, "withHead">;
  readonly edge: EdgeUrls | undefined;
  /** For how long an API key, and whether a tail is revoked, is remembered: milliseconds. */
  readonly cacheMs: number;
  readonly now: () => number;
  /** Told of each call. */
  readonly note: (rpc: string, tail: string) => void;
  /** What is answered instead. */
  readonly fault: () => RpcFailure | "silence" | "hang-up" | undefined;
}

/** An RPC that fails. */
class Failure extends Error {
  readonly code: number;

  constructor(code: number, text: string) {
    super(text);
    this.code = code;
  }
}

const code = { unknown: 0, invalidArgument: 3, notFound: 5, permissionDenied: 7, unimplemented: 12, internal: 13 };
const service = "/metainfo.Metainfo/";
const unauthorized = (): Failure => new Failure(code.permissionDenied, "Unauthorized API credentials");

/** RPCs that a satellite has, and this one has not: it says so (storj/common pb/metainfo.proto). */
const unimplemented = new Set(
  `CreateBucket GetBucket GetBucketLocation GetBucketTagging SetBucketTagging GetBucketVersioning
  SetBucketVersioning GetBucketObjectLockConfiguration SetBucketObjectLockConfiguration
  GetBucketNotificationConfiguration SetBucketNotificationConfiguration DeleteBucket BeginObject CommitObject
  GetObject BeginDeleteObject FinishDeleteObject DeleteObjects GetObjectIPs ListPendingObjectStreams
  DownloadObject GetPendingObjectMetadata UpdateObjectMetadata GetObjectRetention SetObjectRetention
  GetObjectLegalHold SetObjectLegalHold BeginSegment RetryBeginSegmentPieces CommitSegment MakeInlineSegment
  BeginDeleteSegment FinishDeleteSegment ListSegments DownloadSegment DeletePart Batch CompressedBatch
  AccountLicenses BeginMoveObject FinishMoveObject BeginCopyObject FinishCopyObject`.split(/\s+/),
);

/** What was looked up lately: each answer is kept for as long as the satellite remembers. */
class Cache<T> {
  readonly #kept = new Map<string, { readonly value: T; readonly until: number }>();
  readonly #metainfo: Metainfo;

  constructor(metainfo: Metainfo) {
    this.#metainfo = metainfo;
  }

  get(name: Buffer, look: () => T): T {
    const now = this.#metainfo.now();
    const kept = this.#kept.get(name.toString("hex"));
    if (kept && now < kept.until) return kept.value;
    const value = look();
    this.#kept.set(name.toString("hex"), { value, until: now + this.#metainfo.cacheMs });
    return value;
  }
}

interface Asking {
  readonly macaroon: Macaroon;
  readonly key: ApiKey;
}

/** The RPCs of a satellite that a client of grants asks. */
export function metainfoRpcs(metainfo: Metainfo): Rpcs {
  const keys = new Cache<ApiKey>(metainfo);
  const areRevoked = new Cache<boolean>(metainfo);
  const revoked = new Set<string>();

  const find = (request: readonly Field[]): Asking => {
    const macaroon = readMacaroon(apiKeyOf(request));
    if (!macaroon) throw new Failure(code.invalidArgument, "Invalid API credentials");
    const key = keys.get(macaroon.head, () => {
      const found = metainfo.keys.withHead(macaroon.head);
      if (!found) throw unauthorized();
      return found;
    });
    if (key.version & version.auditable && macaroon.caveats.length > 0) {
      throw new Failure(code.permissionDenied, "unregistered tail not allowed for auditable API key");
    }
    return { macaroon, key };
  };
  /** Any tail of the chain; what was found for the last one is remembered, also that it was fine. */
  const isRevoked = ({ macaroon, key }: Asking): boolean =>
    areRevoked.get(macaroon.tail, () => {
      const tails = tailsFrom(key.secret, macaroon).map((tail) => tail.toString("hex"));
      return tails.some((tail) => revoked.has(tail));
    });
  const authorize = (request: readonly Field[], op: number, bucket = none, encryptedPath = none): Asking => {
    const asking = find(request);
    const asked: Action = { op, bucket, encryptedPath, time: instantAt(metainfo.now()) };
    if (refusal(asking.macaroon, asking.key.secret, asking.key.version, asked)) throw unauthorized();
    if (isRevoked(asking)) throw unauthorized();
    return asking;
  };

  const rpcs: Readonly<Record<string, (request: readonly Field[]) => Buffer>> = {
    ProjectInfo: (request) => {
      const { project } = authorize(request, action.projectInfo).key;
      return Buffer.concat([
        bytesField(1, project.salt),
        bytesField(2, Buffer.from(project.publicId.replaceAll("-", ""), "hex")),
        metainfo.edge ? messageField(3, edgeFields(metainfo.edge)) : none,
        timestampField(4, project.createdAt),
      ]);
    },

    // Its own caveats, end and revocation do not keep a key from revoking what descends from it.
    RevokeAPIKey: (request) => {
      const target = readMacaroon(lastBytes(request, 1));
      if (!target) throw new Failure(code.invalidArgument, "API key to revoke is not a macaroon");
      const { macaroon, key } = find(request);
      const tails = tailsFrom(key.secret, target);
      const last = tails.pop();
      if (!last?.equals(target.tail)) throw new Failure(code.invalidArgument, "Macaroon to revoke invalid");
      if (!tails.some((tail) => tail.equals(macaroon.tail))) {
        throw new Failure(code.permissionDenied, "Unauthorized attempt to revoke macaroon");
      }
      const name = target.tail.toString("hex");
      if (revoked.has(name)) throw new Failure(code.internal, "Failed to revoke API key");
      revoked.add(name);
      return none;
    },

    ListBuckets: (request) => {
      const { macaroon, key } = authorize(request, action.read);
      const allowed = namedBuckets(macaroon);
      const cursor = lastBytes(request, 1).toString("latin1");
      const includesCursor = lastVarint(request, 3) === 1n;
      const names = [...key.project.buckets.keys()].filter(
        (name) => (allowed?.has(name) ?? true) && (name > cursor || (includesCursor && name === cursor)),
      );
      const limit = limitOf(request, 2);
      return pageOf(names, limit > 0 ? limit : Infinity, (name) =>
        Buffer.concat([bytesField(1, Buffer.from(name, "latin1")), timestampField(2, key.project.createdAt)]),
      );
    },

    ListObjects: (request) => {
      const [bucket, given] = [lastBytes(request, 1), lastBytes(request, 2)];
      const { project } = authorize(request, action.list, bucket, given).key;
      if (bucket.length === 0) throw new Failure(code.invalidArgument, "metainfo: no bucket specified");
      const objects = project.buckets.get(bucket.toString("latin1"));
      if (!objects) throw new Failure(code.notFound, `bucket not found: ${bucket.toString()}`);
      const limit = limitOf(request, 5);
      if (limit < 0) throw new Failure(code.invalidArgument, "limit is negative");
      const entries = entriesBelow(objects, prefixOf(request, given), lastVarint(request, 4) === 1n);
      const cursor = lastBytes(request, 3).toString("latin1");
      const after = [...entries.keys()].filter((key) => cursor === "" || key > cursor);
      return pageOf(after, limit === 0 ? 1000 : Math.min(limit, 1000), (key) => {
        const facts = itemFields(entries.get(key), project.createdAt);
        return Buffer.concat([bytesField(1, Buffer.from(key, "latin1")), facts]);
      });
    },
  };

  return {
    refuse: (rpc) => {
      const name = rpc.startsWith(service) ? rpc.slice(service.length) : "";
      if (Object.hasOwn(rpcs, name) || unimplemented.has(name)) return undefined;
      return { code: code.unknown, text: `protocol error: unknown rpc: ${JSON.stringify(rpc)}` };
    },
    answer: (rpc, message) => {
      const name = rpc.slice(service.length);
      try {
        const request = readFields(message);
        metainfo.note(name, readMacaroon(apiKeyOf(request))?.tail.toString("hex") ?? "");
        return metainfo.fault() ?? rpcs[name]?.(request) ?? { code: code.unimplemented, text: "Unimplemented" };
      } catch (error) {
        if (error instanceof Failure) return { code: error.code, text: error.message };
        if (error instanceof UnreadableError) return { code: code.unknown, text: "unexpected EOF" };
        throw error;
      }
    },
  };
}

const none: Buffer = Buffer.alloc(0);

/** The raw API key of the request's header. */
function apiKeyOf(request: readonly Field[]): Buffer {
  return lastBytes(readFields(lastBytes(request, 15)), 1);
}

function edgeFields({ authService = "", publicLinksharing = "", privateLinksharing = "" }: EdgeUrls): Buffer {
  const urls = [authService, publicLinksharing, privateLinksharing];
  return Buffer.concat(urls.map((url, at) => bytesField(at + 1, Buffer.from(url))));
}

/** An int32. */
function limitOf(request: readonly Field[], number: number): number {
  return Number(BigInt.asIntN(32, lastVarint(request, number)));
}
