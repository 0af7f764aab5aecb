import {
  type Action,
  type ActionName,
  actions,
  allowedBuckets,
  allowedPrefixes,
  type ByteString,
  type Bytes,
  type Caveat,
  type CaveatPath,
  decryptPath,
  deriveContentKey,
  derivePathKey,
  encryptPath,
  encryptPrefix,
  equalBytes,
  evaluate,
  formatNodeUrl,
  fromByteString,
  type Grant,
  GrantError,
  type Instant,
  isZeroInstant,
  lineage,
  type Macaroon,
  maxObjectTtl,
  parseApiKey,
  parseCaveat,
  parseGrant,
  parseSatelliteUrl,
  type Permission,
  type PermissionFlag,
  prefixInfo,
  restrictGrant,
  rewriteGrant,
  serializeApiKey,
  serializeGrant,
  sharePermission,
  Store,
  tailsFrom,
} from "../../src/grant/index";
import { grantOfPassphrase, type Tenant, withTenantKey } from "../../src/commands/creating/newGrant";
import { momentOf, zeroMoment } from "./moments";
import {
  type Answer,
  type CreateRequest,
  type EvaluateRequest,
  type Json,
  type LineageRequest,
  type ParseRequest,
  type PathRequest,
  permissionNames,
  type PermissionRequest,
  type Request,
  type RestrictRequest,
  type StoreRequest,
  type TenantRequest,
} from "./requests";
import { hex } from "./wire";

/** What the TypeScript library answers, in the oracle's shape. Whatever it throws beside its own error is thrown on. */
export function answer(request: Request): Answer {
  return orRefusal(() => {
    switch (request.op) {
      case "parse":
        return parse(request);
      case "parse_api_key":
        return describeKey(parseApiKey(request.text));
      case "restrict":
        return restrict(request);
      case "evaluate":
        return ask(request);
      case "encrypt":
        return encrypt(request);
      case "decrypt":
        return decrypt(request);
      case "lineage":
        return relate(request);
    }
  });
}

/** As {@link answer}, by what the command *Create Grant…* makes grants with. */
export async function answerCreation(request: CreateRequest): Promise<Answer> {
  try {
    const made = await grantOfPassphrase(parseApiKey(request.api_key), {
      satelliteAddress: unhex(request.satellite),
      passphrase: textOf(request.passphrase),
      salt: unhex(request.salt),
      pathCipher: request.path_cipher,
    });
    const grant = request.tenant ? await withTenantKey(made, tenantOf(request.tenant)) : made;
    const { store } = parseGrant(serializeGrant(grant));
    const [bucket, path] = [unhex(request.bucket), unhex(request.path)];
    return {
      ...keysOf(store, bucket, path),
      encrypted: value(() => encryptPath(store, bucket, path)),
      effective: describeStore(store),
      result: serializeGrant(grant),
    };
  } catch (error) {
    if (error instanceof GrantError) return { error: `${error.code}: ${error.message}` };
    throw error;
  }
}

const textOf = (bytes: string): string => Buffer.from(bytes, "hex").toString();

function tenantOf({ bucket, prefix, passphrase, salt }: TenantRequest): Tenant {
  const place = { bucket: unhex(bucket), prefix: unhex(prefix) };
  return { place, passphrase: textOf(passphrase), salt: textOf(salt) };
}

function orRefusal(run: () => Answer): Answer {
  try {
    return run();
  } catch (error) {
    if (error instanceof GrantError) return { error: `${error.code}: ${error.message}` };
    throw error;
  }
}

const unhex = (text: string): Bytes => new Uint8Array(Buffer.from(text, "hex"));
const hexOfString = (text: ByteString): string => hex(fromByteString(text));

function parse({ text }: ParseRequest): Answer {
  const grant = parseGrant(text);
  if (serializeGrant(grant) !== text) throw new Error("a grant that nothing changed is not written back as it was read");
  return {
    ...describeKey(grant.macaroon),
    satellite_address: hex(grant.satelliteAddress),
    encryption: {
      default_key: grant.encryption.defaultKey.length === 0 ? null : hex(grant.encryption.defaultKey),
      default_path_cipher: grant.encryption.defaultPathCipher,
      default_encryption_parameters: describeParameters(grant.encryption.defaultEncryptionParameters),
      entries: grant.encryption.entries.map((entry) => ({
        ...describeEntry(entry),
        encryption_parameters: describeParameters(entry.encryptionParameters),
      })),
    },
    effective: describeStore(grant.store),
    effective_prefixes: describePrefixes(grant.macaroon),
    ...satellite(() => ({
      satellite_url: hexOfString(formatNodeUrl(parseSatelliteUrl(grant.satelliteAddress))),
      reserialized: serializeGrant(rewriteGrant(grant)),
    })),
  };
}

function satellite(run: () => Answer): Answer {
  const { error, ...rest } = orRefusal(run);
  return error === undefined ? rest : { satellite_error: error };
}

function describeKey(macaroon: Macaroon): Answer {
  return {
    api_key: serializeApiKey(macaroon),
    head: hex(macaroon.head),
    caveats: macaroon.caveats.map((raw) => ({ raw: hex(raw), ...describeCaveat(raw) })),
    tail: hex(macaroon.tail),
  };
}

function describeCaveat(raw: Bytes): Answer {
  const read = orRefusal(() => ({ fields: describeFields(parseCaveat(raw)) }));
  return { fields: null, ...read };
}

function describeFields(caveat: Caveat): Answer {
  return {
    disallow_reads: caveat.disallowReads,
    disallow_writes: caveat.disallowWrites,
    disallow_lists: caveat.disallowLists,
    disallow_deletes: caveat.disallowDeletes,
    disallow_locks: caveat.disallowLocks,
    disallow_put_retention: caveat.disallowPutRetention,
    disallow_get_retention: caveat.disallowGetRetention,
    disallow_put_legal_hold: caveat.disallowPutLegalHold,
    disallow_get_legal_hold: caveat.disallowGetLegalHold,
    disallow_bypass_governance_retention: caveat.disallowBypassGovernanceRetention,
    disallow_put_bucket_object_lock_configuration: caveat.disallowPutBucketObjectLockConfiguration,
    disallow_get_bucket_object_lock_configuration: caveat.disallowGetBucketObjectLockConfiguration,
    disallow_put_bucket_notification_configuration: caveat.disallowPutBucketNotificationConfiguration,
    disallow_get_bucket_notification_configuration: caveat.disallowGetBucketNotificationConfiguration,
    allowed_paths: caveat.allowedPaths.map(describePath),
    not_after: describeMoment(caveat.notAfter),
    not_before: describeMoment(caveat.notBefore),
    max_object_ttl: caveat.maxObjectTtl === undefined ? null : String(caveat.maxObjectTtl),
    nonce: hex(caveat.nonce),
  };
}

const describePath = (path: CaveatPath): Answer => ({
  bucket: hex(path.bucket),
  encrypted_path_prefix: hex(path.encryptedPathPrefix),
});

const describeMoment = (moment: Instant | undefined): Json =>
  moment ? { since_year_one: String(moment.seconds - zeroMoment.seconds), nanos: moment.nanos } : null;

/** Null where nothing is restricted or a caveat can't be read. */
function describePrefixes(macaroon: Macaroon): Json {
  const { prefixes } = orRefusal(() => ({ prefixes: allowedPrefixes(macaroon)?.map(describePath) ?? null }));
  return prefixes ?? null;
}

const describeEntry = (entry: ReturnType<Store["entries"]>[number]): Answer => ({
  bucket: hex(entry.bucket),
  unencrypted_path: hex(entry.unencryptedPath),
  encrypted_path: hex(entry.encryptedPath),
  key: hex(entry.key),
  path_cipher: entry.pathCipher,
});

const describeParameters = (parameters: Grant["encryption"]["defaultEncryptionParameters"]): Json =>
  parameters ? { cipher_suite: parameters.cipherSuite, block_size: String(parameters.blockSize) } : null;

const describeStore = (store: Store): Answer => ({
  default_key: store.defaultKey ? hex(store.defaultKey) : null,
  default_path_cipher: store.defaultPathCipher,
  entries: store.entries().map(describeEntry),
});

function restrict(request: RestrictRequest): Answer {
  const grant = parseGrant(request.grant);
  const prefixes = request.prefixes.map(({ bucket, prefix }) => ({ bucket: unhex(bucket), prefix: unhex(prefix) }));
  const permission = permissionOf(request.permission);
  const nonce = unhex(request.nonce);
  // uplink reads the satellite's address when it reads the grant, and its own canonical address once more after restricting.
  const narrowed =
    request.via === "grant"
      ? restrictGrant(grant, permission, prefixes, nonce)
      : rewriteGrant(restrictGrant(rewriteGrant(grant), permissionOfUplink(permission), prefixes, nonce));
  return {
    api_key: serializeApiKey(narrowed.macaroon),
    caveat: hex(narrowed.macaroon.caveats.at(-1) ?? new Uint8Array(0)),
    effective: describeStore(narrowed.store),
    result: serializeGrant(narrowed),
  };
}

const camelCase = (name: string): string => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

function permissionOf(permission: PermissionRequest): Permission {
  const flags = permissionNames.map((name) => [camelCase(name) as PermissionFlag, permission[name] ?? false] as const);
  return {
    ...Object.fromEntries(flags),
    notBefore: permission.not_before === null ? undefined : momentOf(permission.not_before),
    notAfter: permission.not_after === null ? undefined : momentOf(permission.not_after),
    maxObjectTtl: permission.max_object_ttl === null ? undefined : BigInt(permission.max_object_ttl),
  };
}

/** uplink's Permission has no notifications. */
const permissionOfUplink = (permission: Permission): Permission =>
  sharePermission({
    ...permission,
    allowPutBucketNotificationConfiguration: false,
    allowGetBucketNotificationConfiguration: false,
  });

const actionNames: ReadonlyMap<number, ActionName> = new Map(Object.entries(actions).map(([name, { number }]) => [number, name as ActionName]));

function ask(request: EvaluateRequest): Answer {
  const macaroon = parseApiKey(request.api_key);
  const action: Action = {
    name: actionNames.get(request.action),
    bucket: unhex(request.bucket),
    encryptedPath: unhex(request.encrypted_path),
    time: request.time === null ? zeroMoment : momentOf(request.time),
  };
  const refusal = refusalOf(macaroon, action, request);
  return {
    allowed: refusal === null,
    refusal,
    max_object_ttl: { value: null, refusal: null, ...orClass(() => ({ value: maxObjectTtl(macaroon)?.toString() ?? null })) },
    allowed_buckets: { all: false, buckets: [], refusal: null, ...orClass(() => describeBuckets(allowedBuckets(macaroon, action))) },
  };
}

/** The satellite checks the signature with the root secret and that a time is given before it looks at what is allowed. */
function refusalOf(macaroon: Macaroon, action: Action, request: EvaluateRequest): string | null {
  const tail = tailsFrom(unhex(request.secret), macaroon).at(-1);
  if (!tail || !equalBytes(tail, macaroon.tail)) return "invalid";
  if (isZeroInstant(action.time)) return "error";
  const verdict = evaluate(macaroon, action, request.version);
  if (verdict.allowed) return null;
  return verdict.because === "unreadable" ? "format" : "unauthorized";
}

/** The class of the macaroon package's error that one of the library's stands for. */
function orClass(run: () => Answer): Answer {
  try {
    return run();
  } catch (error) {
    if (error instanceof GrantError && error.code === "protobuf") return { refusal: "format" };
    if (error instanceof GrantError && error.code === "permission") return { refusal: "unauthorized" };
    throw error;
  }
}

const describeBuckets = (buckets: ByteString[] | undefined): Answer => ({
  all: buckets === undefined,
  buckets: buckets?.map(hexOfString) ?? [],
});

function storeOf(request: StoreRequest): Store {
  const store = new Store(request.default_key === null ? undefined : unhex(request.default_key), request.default_path_cipher);
  for (const entry of request.entries) {
    store.add({
      bucket: unhex(entry.bucket),
      unencryptedPath: unhex(entry.unencrypted_path),
      encryptedPath: unhex(entry.encrypted_path),
      key: unhex(entry.key),
      pathCipher: entry.path_cipher,
    });
  }
  return store;
}

const value = (run: () => Bytes): Answer => orRefusal(() => ({ value: hex(run()) }));

function keysOf(store: Store, bucket: Bytes, path: Bytes): Answer {
  return {
    path_key: value(() => derivePathKey(store, bucket, path)),
    content_key: value(() => deriveContentKey(store, bucket, path)),
  };
}

function encrypt(request: PathRequest): Answer {
  const store = storeOf(request.store);
  const [bucket, path] = [unhex(request.bucket), unhex(request.path)];
  return {
    ...keysOf(store, bucket, path),
    encrypted: value(() => encryptPath(store, bucket, path)),
    encrypted_prefix: value(() => encryptPrefix(store, bucket, path)),
    prefix_info: orRefusal(() => {
      const info = prefixInfo(store, bucket, path);
      return {
        cipher: info.pathCipher,
        path: hex(info.unencryptedPath),
        encrypted: hex(info.encryptedPath),
        key: hex(info.key),
        parent: hex(info.parentUnencryptedPath),
        parent_encrypted: hex(info.parentEncryptedPath),
        parent_key: hex(info.parentKey),
      };
    }),
  };
}

function decrypt(request: PathRequest): Answer {
  const store = storeOf(request.store);
  const bucket = unhex(request.bucket);
  const path = decryptPath(store, bucket, unhex(request.path));
  return { ...keysOf(store, bucket, path), decrypted: hex(path) };
}

function relate({ a, b }: LineageRequest): Answer {
  const { relation, commonCaveats } = lineage(parseApiKey(a), parseApiKey(b));
  return { relation, common_caveats: commonCaveats };
}

/** Whether an answer says no: to the input, to the action, to the path or to the address. */
export function isRefused(given: Answer): boolean {
  const encrypted = given["encrypted"] as Answer | undefined;
  const isError = given["error"] !== undefined || given["satellite_error"] !== undefined;
  return isError || given["allowed"] === false || encrypted?.["error"] !== undefined;
}
