import { createCipheriv, createHmac } from "node:crypto";

/** storj/common's numbers of the path ciphers that are here. */
export const pathCipher = { null: 1, aesGcm: 2 } as const;
export type PathCipher = (typeof pathCipher)[keyof typeof pathCipher];

const escapes: ReadonlyMap<number, readonly number[]> = new Map([
  ...([[0x2e, [0x2e, 1]], [0x2f, [0x2e, 2]], [0xfe, [0xfe, 1]], [0xff, [0xfe, 2]]] as const),
  ...([[0x00, [1, 1]], [0x01, [1, 2]]] as const),
]);

/**
 * The name of an object, as a client names it whose grant has `rootKey` as its default key (storj/common
 * encryption/path.go).
 */
export function encryptPath(rootKey: Buffer, cipher: PathCipher, bucket: Buffer, path: Buffer): Buffer {
  if (cipher === pathCipher.null || path.length === 0) return path;
  let key = componentKey(rootKey, bucket);
  const encrypted = components(path).map((component) => {
    const text = encryptComponent(key, component);
    key = componentKey(key, component);
    return text;
  });
  return Buffer.concat(encrypted.flatMap((text, at) => (at === 0 ? [text] : [Buffer.from("/"), text])));
}

/** In binary, so that no byte is lost; a trailing slash is a last empty component. */
function components(path: Buffer): Buffer[] {
  const parts = path.toString("latin1").split("/");
  return parts.map((part) => Buffer.from(part, "latin1"));
}

function hmacSha512(key: Buffer, ...message: readonly Buffer[]): Buffer {
  return createHmac("sha512", key).update(Buffer.concat(message)).digest();
}

function componentKey(parent: Buffer, component: Buffer): Buffer {
  return hmacSha512(parent, Buffer.from("path:"), component).subarray(0, 32);
}

function encryptComponent(parent: Buffer, component: Buffer): Buffer {
  const nonce = hmacSha512(componentKey(parent, component), Buffer.from("nonce")).subarray(0, 12);
  const cipher = createCipheriv("aes-256-gcm", parent, nonce);
  const body = Buffer.concat([cipher.update(component), cipher.final()]);
  // Nothing is encrypted for an empty component, and so nothing authenticated.
  const sealed = component.length === 0 ? nonce : Buffer.concat([nonce, body, cipher.getAuthTag()]);
  return Buffer.of(2, ...[...sealed].flatMap((byte) => escapes.get(byte) ?? [byte]));
}
