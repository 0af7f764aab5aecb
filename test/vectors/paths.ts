import {
  type Bytes,
  decryptPath,
  deriveContentKey,
  derivePathKey,
  encryptPath,
  encryptPrefix,
  equalBytes,
  hex,
  prefixInfo,
  Store,
} from "../../src/grant";
import { type Fields, refused, whereGiven } from "./compare";
import { bytesOf, bytesOrNone, numberOf, objectsOf, textBytesOf } from "./given";
import type { Kind, VectorFile } from "./kinds";
import { attempt, entryOf, textAndHex } from "./shapes";

/** A kind of case about one bucket of a store; where the store itself is refused, so is the case. */
function storeKind(
  given: readonly string[],
  found: readonly string[],
  answer: (store: Store, bucket: Bytes, given: Fields) => Fields,
): Kind {
  return {
    given: ["bucket", "bucket_hex", "cipher", "key", ...given],
    repeated: ["entries"],
    found: ["go_error", ...found],
    answer: (given) => {
      const entries = objectsOf(given, "entries").map((entry) => ({
        bucket: textBytesOf(entry, "bucket"),
        unencryptedPath: textBytesOf(entry, "unencrypted_path"),
        encryptedPath: bytesOf(entry, "encrypted_path"),
        key: bytesOf(entry, "key"),
        pathCipher: numberOf(entry, "path_cipher"),
      }));
      const asRead = { entries: entries.map(entryOf) };
      const read = attempt(() => {
        const store = new Store(bytesOrNone(given, "key"), numberOf(given, "cipher"));
        entries.forEach((entry) => store.add(entry));
        return answer(store, textBytesOf(given, "bucket"), given);
      });
      return read.error ? { ...asRead, go_error: refused(read.error.message) } : { ...asRead, ...read.value };
    },
  };
}

const unencryptedOf = (given: Fields): Bytes => textBytesOf(given, "unencrypted");

/** Encrypting, and decrypting that: it must lead back, or to what the case says instead. */
function thereAndBack(store: Store, bucket: Bytes, unencrypted: Bytes): Fields {
  const encrypted = attempt(() => encryptPath(store, bucket, unencrypted));
  if (encrypted.error) return { go_error: refused(encrypted.error.message) };
  const back = attempt(() => decryptPath(store, bucket, encrypted.value));
  const there = { encrypted: hex(encrypted.value) };
  if (back.error) return { ...there, decrypt_error: refused(back.error.message) };
  const isSame = equalBytes(back.value, unencrypted);
  return { ...there, decrypted_hex: isSame ? whereGiven(hex(back.value)) : hex(back.value) };
}

function keysOf(store: Store, bucket: Bytes, unencrypted: Bytes): Fields {
  const keys = attempt(() => ({
    derived_path_key: hex(derivePathKey(store, bucket, unencrypted)),
    content_key: hex(deriveContentKey(store, bucket, unencrypted)),
  }));
  return keys.error ? { derive_error: refused(keys.error.message) } : keys.value;
}

export const paths: VectorFile = {
  cases: {
    encrypt: storeKind(
      ["unencrypted", "unencrypted_hex"],
      ["encrypted", "derived_path_key", "content_key", "derive_error", "decrypted_hex", "decrypt_error"],
      (store, bucket, given) => ({
        ...thereAndBack(store, bucket, unencryptedOf(given)),
        ...keysOf(store, bucket, unencryptedOf(given)),
      }),
    ),
    decrypt: storeKind(["encrypted"], ["unencrypted", "unencrypted_hex"], (store, bucket, given) =>
      textAndHex("unencrypted", decryptPath(store, bucket, bytesOf(given, "encrypted"))),
    ),
    encrypt_prefix: storeKind(["unencrypted", "unencrypted_hex"], ["encrypted"], (store, bucket, given) => ({
      encrypted: hex(encryptPrefix(store, bucket, unencryptedOf(given))),
    })),
    prefix_info: storeKind(
      ["unencrypted", "unencrypted_hex"],
      [
        ...["encrypted", "derived_path_key", "path_cipher", "parent_unencrypted", "parent_unencrypted_hex"],
        ...["parent_encrypted", "parent_key"],
      ],
      (store, bucket, given) => {
        const info = prefixInfo(store, bucket, unencryptedOf(given));
        return {
          encrypted: hex(info.encryptedPath),
          derived_path_key: hex(info.key),
          path_cipher: whereGiven(info.pathCipher),
          ...textAndHex("parent_unencrypted", info.parentUnencryptedPath),
          parent_encrypted: hex(info.parentEncryptedPath),
          parent_key: hex(info.parentKey),
        };
      },
    ),
  },
};
