import { type Bytes, type ByteString, byteString, fromByteString } from "./bytes";
import { GrantError } from "./errors";

/** Path ciphers by Storj's numbers (storj/common storj/encryption.go). Other numbers can be read; encrypting with them fails. */
export const pathCipher = { unspecified: 0, null: 1, aesGcm: 2, secretBox: 3, nullBase64Url: 4 } as const;

/** One key of a grant: it opens everything below a prefix of a bucket. */
export interface StoreEntry {
  readonly bucket: Bytes;
  readonly unencryptedPath: Bytes;
  readonly encryptedPath: Bytes;
  /** 32 bytes. */
  readonly key: Bytes;
  readonly pathCipher: number;
}

/** The key from which those of a path are derived, and what is left of the path below it. */
export interface Base {
  readonly unencryptedPath: ByteString;
  readonly encryptedPath: ByteString;
  readonly key: Bytes;
  readonly pathCipher: number;
  /** True for the grant's default key: the bucket's name is derived first. */
  readonly isDefault: boolean;
  /** The components of the path below the base, not yet encrypted or decrypted. */
  readonly remaining: readonly ByteString[];
}

interface Node {
  entry: StoreEntry | undefined;
  readonly byUnencrypted: Map<ByteString, Edge>;
  readonly byEncrypted: Map<ByteString, Edge>;
}

interface Edge {
  readonly unencrypted: ByteString;
  readonly encrypted: ByteString;
  readonly node: Node;
}

const newNode = (): Node => ({ entry: undefined, byUnencrypted: new Map(), byEncrypted: new Map() });

/** A path's components: none of the empty path, a last empty one of a path that ends in a slash (storj/common paths/path.go). */
export function components(path: ByteString): ByteString[] {
  return path === "" ? [] : path.split("/");
}

/**
 * A grant's encryption keys: a default key, and keys of prefixes, found by their plain or their encrypted path
 * (storj/common encryption/store.go).
 */
export class Store {
  readonly defaultKey: Bytes | undefined;
  readonly defaultPathCipher: number;
  readonly #buckets = new Map<ByteString, Node>();

  constructor(defaultKey: Bytes | undefined, defaultPathCipher: number) {
    this.defaultKey = defaultKey;
    this.defaultPathCipher = defaultPathCipher;
  }

  /**
   * Adds an entry, or replaces the one at its path.
   * Errors: `store` where the two paths have different numbers of components or contradict an entry that is there already.
   */
  add(entry: StoreEntry): void {
    const plain = components(byteString(entry.unencryptedPath));
    const encrypted = components(byteString(entry.encryptedPath));
    const bucket = byteString(entry.bucket);
    let node: Node | undefined = this.#buckets.get(bucket);
    for (const [at, part] of plain.entries()) {
      const other = encrypted[at];
      if (other === undefined) break;
      const forward = node?.byUnencrypted.get(part);
      const backward = node?.byEncrypted.get(other);
      if ((forward && forward.encrypted !== other) || (backward && backward.unencrypted !== part)) {
        throw new GrantError("store", "two encryption keys contradict each other about an encrypted path");
      }
      node = forward?.node;
    }
    if (plain.length !== encrypted.length) {
      throw new GrantError("store", "an encryption key's plain and encrypted path differ in length");
    }
    this.#insert(bucket, plain, encrypted, entry);
  }

  #insert(bucket: ByteString, plain: ByteString[], encrypted: ByteString[], entry: StoreEntry): void {
    let node = this.#buckets.get(bucket) ?? newNode();
    this.#buckets.set(bucket, node);
    for (const [at, unencrypted] of plain.entries()) {
      let edge = node.byUnencrypted.get(unencrypted);
      if (!edge) {
        edge = { unencrypted, encrypted: encrypted[at] as ByteString, node: newNode() };
        node.byUnencrypted.set(edge.unencrypted, edge);
        node.byEncrypted.set(edge.encrypted, edge);
      }
      node = edge.node;
    }
    node.entry = entry;
  }

  /** The deepest key on a plain path, or undefined where this grant has none for it. */
  lookupUnencrypted(bucket: Bytes, path: ByteString): Base | undefined {
    return this.#lookup(bucket, path, (node, part) => node.byUnencrypted.get(part));
  }

  /** The deepest key on an encrypted path, or undefined where this grant has none for it. */
  lookupEncrypted(bucket: Bytes, path: ByteString): Base | undefined {
    return this.#lookup(bucket, path, (node, part) => node.byEncrypted.get(part));
  }

  #lookup(bucket: Bytes, path: ByteString, step: (node: Node, part: ByteString) => Edge | undefined): Base | undefined {
    const parts = components(path);
    let node = this.#buckets.get(byteString(bucket));
    let best: { entry: StoreEntry; depth: number } | undefined;
    for (let depth = 0; node; depth++) {
      if (node.entry) best = { entry: node.entry, depth };
      const part = parts[depth];
      node = part === undefined ? undefined : step(node, part)?.node;
    }
    if (best) {
      return {
        unencryptedPath: byteString(best.entry.unencryptedPath),
        encryptedPath: byteString(best.entry.encryptedPath),
        key: best.entry.key,
        pathCipher: best.entry.pathCipher,
        isDefault: false,
        remaining: parts.slice(best.depth),
      };
    }
    if (!this.defaultKey) return undefined;
    const base = { unencryptedPath: "", encryptedPath: "", key: this.defaultKey, pathCipher: this.defaultPathCipher };
    return { ...base, isDefault: true, remaining: parts };
  }

  /** The path cipher at an encrypted path: that of its deepest key, or the default one. */
  pathCipherAt(bucket: Bytes, encryptedPath: Bytes): number {
    return this.lookupEncrypted(bucket, byteString(encryptedPath))?.pathCipher ?? this.defaultPathCipher;
  }

  /**
   * The plain path that belongs to an encrypted one, as far as entries at or below it tell; no key is needed for that.
   * It reads a prefix that an earlier caveat named and of which only deeper keys are left.
   */
  knownPath(bucket: Bytes, encryptedPath: Bytes): Bytes | undefined {
    const plain: ByteString[] = [];
    let node = this.#buckets.get(byteString(bucket));
    for (const part of components(byteString(encryptedPath))) {
      const edge = node?.byEncrypted.get(part);
      if (!edge) return undefined;
      plain.push(edge.unencrypted);
      node = edge.node;
    }
    return fromByteString(plain.join("/"));
  }

  /** All entries, sorted by bucket and encrypted path. Go's own order is random; one order makes equal grants equal texts. */
  entries(): StoreEntry[] {
    const found: { bucket: ByteString; path: ByteString; entry: StoreEntry }[] = [];
    for (const [bucket, root] of this.#buckets) {
      const open = [root];
      for (let node = open.pop(); node; node = open.pop()) {
        if (node.entry) found.push({ bucket, path: byteString(node.entry.encryptedPath), entry: node.entry });
        for (const edge of node.byUnencrypted.values()) open.push(edge.node);
      }
    }
    const compare = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);
    return found.sort((a, b) => compare(a.bucket, b.bucket) || compare(a.path, b.path)).map(({ entry }) => entry);
  }

  /** The same keys, with some entries more (storj/common encryption/store.go Clone). */
  clone(): Store {
    const copy = new Store(this.defaultKey, this.defaultPathCipher);
    for (const entry of this.entries()) copy.add(entry);
    return copy;
  }
}

