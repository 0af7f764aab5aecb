import { gcm } from "@noble/ciphers/aes.js";
import { xsalsa20poly1305 } from "@noble/ciphers/salsa.js";
import { hmac } from "@noble/hashes/hmac.js";
import { sha512 } from "@noble/hashes/sha2.js";
import { decodeBase64Url, encodeBase64Url } from "./base64Url";
import { type Bytes, type ByteString, byteString, concat, equalBytes, fromByteString, utf8 } from "./bytes";
import { GrantError } from "./errors";
import { decodeSegment, encodeSegment } from "./segment";
import { type Base, pathCipher, type Store } from "./store";

/** The first 32 bytes of HMAC-SHA512 (storj/common encryption/encryption.go DeriveKey). */
export function deriveKey(key: Bytes, message: Bytes): Bytes {
  return hmac(sha512, key, message).slice(0, 32);
}

const pathPrefix = utf8("path:");

function componentKey(key: Bytes, component: ByteString): Bytes {
  return deriveKey(key, concat(pathPrefix, fromByteString(component)));
}

/** The key right above the remaining components: where the base is the default key, the bucket's name is derived first. */
function startingKey(base: Base, bucket: Bytes): Bytes {
  return base.isDefault ? componentKey(base.key, byteString(bucket)) : base.key;
}

interface Aead {
  encrypt(plain: Bytes): Bytes;
  decrypt(encrypted: Bytes): Bytes;
}

/** Bytes of nonce in front of a ciphertext. Ciphers that Go does not know get the longer one before they are refused. */
const nonceLength = (cipher: number): number => (cipher === pathCipher.aesGcm ? 12 : 24);

function aead(cipher: number, key: Bytes, nonce: Bytes): Aead {
  if (cipher === pathCipher.aesGcm) return gcm(key, nonce);
  if (cipher === pathCipher.secretBox) return xsalsa20poly1305(key, nonce);
  throw new GrantError("cipher", `path cipher ${String(cipher)} is not supported`);
}

/** Encrypts one component under its parent's key, with a nonce that follows from the component (storj/common encryption/path.go). */
function encryptComponent(component: ByteString, cipher: number, parent: Bytes, derived: Bytes): ByteString {
  if (cipher === pathCipher.null) return component;
  if (cipher === pathCipher.nullBase64Url) return decodeBase64Url(component);
  const nonce = hmac(sha512, derived, utf8("nonce")).slice(0, nonceLength(cipher));
  if (component === "") return encodeSegment(nonce);
  return encodeSegment(concat(nonce, aead(cipher, parent, nonce).encrypt(fromByteString(component))));
}

function decryptComponent(component: ByteString, cipher: number, parent: Bytes): ByteString {
  if (component === "" || cipher === pathCipher.null) return component;
  if (cipher === pathCipher.nullBase64Url) return encodeBase64Url(fromByteString(component));
  const bytes = decodeSegment(component);
  const length = nonceLength(cipher);
  if (bytes.length < length) throw new GrantError("decrypt", "an encrypted path component is shorter than its nonce");
  // Go authenticates nothing where only a nonce is there: an empty component.
  if (bytes.length === length) return "";
  const opened = aead(cipher, parent, bytes.subarray(0, length));
  try {
    return byteString(opened.decrypt(bytes.subarray(length)));
  } catch {
    throw new GrantError("decrypt", "an encrypted path component does not open with this key");
  }
}

function requireBase(base: Base | undefined): Base {
  if (!base) throw new GrantError("missing-key", "this grant has no encryption key for that path");
  return base;
}

/** A base's own path and the components below it. */
function join(path: ByteString, below: readonly ByteString[]): ByteString {
  return [...(path === "" ? [] : [path]), ...(below.length > 0 ? [below.join("/")] : [])].join("/");
}

/** Encrypts the components below a base; `keys` holds each component's parent key, and the last one's own at the end. */
function encryptBelow(base: Base, bucket: Bytes): { encrypted: ByteString[]; keys: Bytes[] } {
  let key = startingKey(base, bucket);
  const keys = [key];
  const encrypted = base.remaining.map((component) => {
    const derived = componentKey(key, component);
    const result = encryptComponent(component, base.pathCipher, key, derived);
    keys.push((key = derived));
    return result;
  });
  return { encrypted, keys };
}

/**
 * Encrypts an object key or prefix. The empty path stays empty and needs no key.
 * Errors: `missing-key`, `cipher`, and `path` for a component that is not base64url under that cipher.
 */
export function encryptPath(store: Store, bucket: Bytes, path: Bytes): Bytes {
  if (path.length === 0) return path;
  const base = requireBase(store.lookupUnencrypted(bucket, byteString(path)));
  return fromByteString(join(base.encryptedPath, encryptBelow(base, bucket).encrypted));
}

/** Encrypts a listing prefix: a trailing slash stays a slash (storj/common encryption/path.go EncryptPrefixWithStoreCipher). */
export function encryptPrefix(store: Store, bucket: Bytes, prefix: Bytes): Bytes {
  if (prefix.at(-1) !== 0x2f) return encryptPath(store, bucket, prefix);
  return concat(encryptPath(store, bucket, prefix.subarray(0, -1)), Uint8Array.of(0x2f));
}

/** The inverse of {@link encryptPath}. Errors: `missing-key`, `cipher`, `path`, and `decrypt` where the key is not the right one. */
export function decryptPath(store: Store, bucket: Bytes, encrypted: Bytes): Bytes {
  if (encrypted.length === 0) return encrypted;
  const base = requireBase(store.lookupEncrypted(bucket, byteString(encrypted)));
  let key = startingKey(base, bucket);
  const plain = base.remaining.map((component) => {
    const result = decryptComponent(component, base.pathCipher, key);
    key = componentKey(key, result);
    return result;
  });
  return fromByteString(join(base.unencryptedPath, plain));
}

/** The key of a plain path, from which those below it follow. 32 bytes. Errors: `missing-key`. */
export function derivePathKey(store: Store, bucket: Bytes, path: Bytes): Bytes {
  const base = requireBase(store.lookupUnencrypted(bucket, byteString(path)));
  return base.remaining.reduce(componentKey, startingKey(base, bucket));
}

/** Whether keys may have been derived from others: the same default key, or for each prefix the key that follows from what is above it. */
export function mayDeriveFrom(above: Store, below: Store): boolean {
  if (below.defaultKey) return above.defaultKey !== undefined && equalBytes(above.defaultKey, below.defaultKey);
  return below.entries().every(({ bucket, unencryptedPath, key }) => {
    const base = above.lookupUnencrypted(bucket, byteString(unencryptedPath));
    return base !== undefined && equalBytes(base.remaining.reduce(componentKey, startingKey(base, bucket)), key);
  });
}

/** The key of an object's content. 32 bytes. Errors: `missing-key`. */
export function deriveContentKey(store: Store, bucket: Bytes, path: Bytes): Bytes {
  return deriveKey(derivePathKey(store, bucket, path), utf8("content"));
}

/** A prefix and its parent, each plain, encrypted and with its key (storj/common encryption/prefix.go GetPrefixInfo). */
export interface PrefixInfo {
  readonly pathCipher: number;
  readonly unencryptedPath: Bytes;
  readonly encryptedPath: Bytes;
  readonly key: Bytes;
  readonly parentUnencryptedPath: Bytes;
  readonly parentEncryptedPath: Bytes;
  readonly parentKey: Bytes;
}

/** Errors: `missing-key` where no key is there, or only the path's own one and none above it. */
export function prefixInfo(store: Store, bucket: Bytes, path: Bytes): PrefixInfo {
  const base = requireBase(store.lookupUnencrypted(bucket, byteString(path)));
  if (path.length > 0 && base.remaining.length === 0) {
    throw new GrantError("missing-key", "this grant has no encryption key above that path");
  }
  const { encrypted, keys } = encryptBelow(base, bucket);
  return {
    pathCipher: base.pathCipher,
    unencryptedPath: path,
    encryptedPath: fromByteString(join(base.encryptedPath, encrypted)),
    key: keys.at(-1) as Bytes,
    parentUnencryptedPath: fromByteString(join(base.unencryptedPath, base.remaining.slice(0, -1))),
    parentEncryptedPath: fromByteString(join(base.encryptedPath, encrypted.slice(0, -1))),
    parentKey: (keys.at(-2) ?? keys[0]) as Bytes,
  };
}
