import Writer from "protobufjs/src/writer.js";
import { type Bytes, noBytes } from "./bytes";
import { GrantError } from "./errors";
import type { FieldReader } from "./protobuf";
import { pathCipher, Store, type StoreEntry } from "./store";

/** How contents were encrypted, once: Go reads this, to refuse it where it is malformed, and uses it nowhere. */
export interface EncryptionParameters {
  readonly cipherSuite: number;
  /** Bytes. */
  readonly blockSize: bigint;
}

/** A store entry as it is written; its path cipher is the number as written, of which {@link storeOf} reads the lowest byte. */
export interface WrittenEntry extends StoreEntry {
  readonly encryptionParameters?: EncryptionParameters | undefined;
}

/** Field 3 of a grant as it is written; Go writes neither encryption parameters nor unknown fields again. */
export interface EncryptionAccess {
  /** Empty or 32 bytes. */
  defaultKey: Bytes;
  entries: WrittenEntry[];
  /** The number as written; {@link storeOf} reads its lowest byte, and unspecified as AES-GCM. */
  defaultPathCipher: number;
  defaultEncryptionParameters?: EncryptionParameters | undefined;
}

const keyLength = 32;

/** Repeated ones are merged. */
function readParameters(reader: FieldReader, before: EncryptionParameters | undefined): EncryptionParameters {
  let { cipherSuite, blockSize } = before ?? { cipherSuite: 0, blockSize: 0n };
  for (let field = reader.next(); field !== undefined; field = reader.next()) {
    if (field === 1) cipherSuite = reader.int32();
    else if (field === 2) blockSize = reader.int64();
    else reader.skip();
  }
  return { cipherSuite, blockSize };
}

function readEntry(reader: FieldReader): WrittenEntry {
  const entry = {
    bucket: noBytes,
    unencryptedPath: noBytes,
    encryptedPath: noBytes,
    key: noBytes,
    pathCipher: 0,
    encryptionParameters: undefined as EncryptionParameters | undefined,
  };
  for (let field = reader.next(); field !== undefined; field = reader.next()) {
    if (field === 1) entry.bucket = reader.bytes();
    else if (field === 2) entry.unencryptedPath = reader.bytes();
    else if (field === 3) entry.encryptedPath = reader.bytes();
    else if (field === 4) entry.key = reader.bytes();
    else if (field === 5) entry.pathCipher = reader.int32();
    else if (field === 6) entry.encryptionParameters = readParameters(reader.message(), entry.encryptionParameters);
    else reader.skip();
  }
  return entry;
}

/** Reads one more field 3 into what was read already: a repeated one is merged, its last scalars and all its entries count. */
export function readEncryptionAccess(reader: FieldReader, access: EncryptionAccess): void {
  for (let field = reader.next(); field !== undefined; field = reader.next()) {
    if (field === 1) access.defaultKey = reader.bytes();
    else if (field === 2) access.entries.push(readEntry(reader.message()));
    else if (field === 3) access.defaultPathCipher = reader.int32();
    else if (field === 4) {
      access.defaultEncryptionParameters = readParameters(reader.message(), access.defaultEncryptionParameters);
    }
    else reader.skip();
  }
}

/**
 * The keys that an encryption access gives (storj/common grant/access.go parseEncryptionAccessFromProto).
 * Errors: `encryption` for keys that are not 32 bytes long, `store` for entries that contradict one another.
 */
export function storeOf(access: EncryptionAccess): Store {
  const { defaultKey, defaultPathCipher, entries } = access;
  if (defaultKey.length !== 0 && defaultKey.length !== keyLength) {
    throw new GrantError("encryption", "the default encryption key is not 32 bytes long");
  }
  const store = new Store(
    defaultKey.length === 0 ? undefined : defaultKey,
    defaultPathCipher === pathCipher.unspecified ? pathCipher.aesGcm : defaultPathCipher & 255,
  );
  for (const entry of entries) {
    if (entry.key.length !== keyLength) throw new GrantError("encryption", "an encryption key is not 32 bytes long");
    const { encryptionParameters, ...kept } = entry;
    store.add({ ...kept, pathCipher: entry.pathCipher & 255 });
  }
  return store;
}

/** Writes a store as Go does, but with its entries sorted. */
export function writeEncryptionAccess(store: Store): Bytes {
  const writer = new Writer();
  const bytes = (field: number, value: Bytes): void => {
    if (value.length > 0) writer.uint32((field << 3) | 2).bytes(value);
  };
  bytes(1, store.defaultKey ?? noBytes);
  for (const entry of store.entries()) {
    writer.uint32((2 << 3) | 2).fork();
    bytes(1, entry.bucket);
    bytes(2, entry.unencryptedPath);
    bytes(3, entry.encryptedPath);
    bytes(4, entry.key);
    if (entry.pathCipher !== 0) writer.uint32(5 << 3).int32(entry.pathCipher);
    writer.ldelim();
  }
  if (store.defaultPathCipher !== 0) writer.uint32(3 << 3).int32(store.defaultPathCipher);
  return writer.finish();
}
