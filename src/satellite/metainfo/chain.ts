import { createHash, type KeyObject, verify, X509Certificate } from "node:crypto";
import { type Bytes, equalBytes } from "../../grant";
import { readDer, tags } from "./der";
import { MetainfoError } from "./errors";

/** The place of the certificate that the node ID comes from (storj/common peertls/peertls.go). */
const caIndex = 1;

/** Storj's have two or three certificates. */
export const longestChain = 10;

/** 2.999.2.1, encoded: the extension that holds the version of an identity (storj/common peertls/extensions). */
const identityVersionId = Uint8Array.of(0x88, 0x37, 0x02, 0x01);

export interface Certificate {
  readonly key: KeyObject;
  /** Whether it may sign other certificates: the CA flag, and certSign where uses of the key are named. */
  readonly isCa: boolean;
  readonly signed: Bytes;
  readonly signature: Bytes;
  /** The version of the identity; undefined where the extension is there, but empty. */
  readonly version: number | undefined;
}

function refuse(message: string): never {
  throw new MetainfoError("bad-chain", message);
}

function readVersion(signed: Bytes): number | undefined {
  const [fields] = readDer(signed) ?? [];
  const parts = (fields && readDer(fields.content)) ?? [];
  const [list] = readDer(parts.find(({ tag }) => tag === tags.explicit3)?.content ?? new Uint8Array(0)) ?? [];
  for (const extension of (list && readDer(list.content)) ?? []) {
    const [id, ...values] = readDer(extension.content) ?? [];
    if (id && equalBytes(id.content, identityVersionId)) return values.at(-1)?.content[0];
  }
  return 0;
}

/** Reads one certificate in DER. Errors: `bad-chain`. */
export function readCertificate(raw: Bytes): Certificate {
  try {
    const certificate = new X509Certificate(raw);
    const [whole, ...more] = readDer(raw) ?? [];
    const [signed, , signature] = (whole && readDer(whole.content)) ?? [];
    if (!signed || !signature || more.length > 0) return refuse("a certificate with something behind it");
    // Node looks for PEM first, also within an extension of a certificate in DER, and would take the key from there.
    if (!equalBytes(certificate.raw, raw)) return refuse("a certificate within a certificate");
    return {
      key: certificate.publicKey,
      isCa: certificate.ca,
      signed: signed.raw,
      // The first byte of a bit string says how many bits of the last are not used: none.
      signature: signature.content.subarray(1),
      version: readVersion(signed.raw),
    };
  } catch {
    return refuse("a certificate that can't be read");
  }
}

/** Whether `key` signed the certificate, with ECDSA and SHA-256 whatever it says itself (storj/common pkcrypto/signing.go). */
function isSignedBy(certificate: Certificate, key: KeyObject): boolean {
  try {
    return key.asymmetricKeyType === "ec" && verify("sha256", certificate.signed, key, certificate.signature);
  } catch {
    // A key of a kind that this Node can't use proves nothing.
    return false;
  }
}

function sha256(bytes: Bytes): Bytes {
  return createHash("sha256").update(bytes).digest();
}

/**
 * The node ID that a CA's key and version make, 32 bytes (storj/common identity/identity.go NodeIDFromCert). Errors: `bad-chain` where the
 * version is not known.
 */
export function nodeIdOf(ca: Certificate): Bytes {
  if (ca.version !== 0) refuse("an identity of a version that is not known");
  const id = Uint8Array.from(sha256(sha256(ca.key.export({ type: "spki", format: "der" }))));
  id[id.length - 1] = ca.version;
  return id;
}

/**
 * Checks that a server's chain proves a node ID (storj/common peertls/peertls.go, peertls/tlsopts/tls.go). `chain` is in DER, the leaf
 * first. Each certificate must be signed by the next and the last by itself; the second, whose key makes the ID, must be a CA. Nothing
 * is asked of any authority, and no date is looked at: Storj's certificates are dated in the year 1.
 * Errors: `bad-chain` where the chain proves nothing, `wrong-identity` where it proves another node ID than `id`.
 */
export function verifyChain(chain: readonly Bytes[], id: Bytes): void {
  if (chain.length > longestChain) refuse("more certificates than any satellite has");
  const certificates = chain.map(readCertificate);
  const ca = certificates[caIndex];
  if (!ca) refuse("fewer than two certificates");
  for (const [at, certificate] of certificates.entries()) {
    const { key } = certificates[at + 1] ?? certificate;
    if (!isSignedBy(certificate, key)) refuse("a certificate that the next one has not signed");
  }
  if (!ca.isCa) refuse("a second certificate that may not sign");
  if (!equalBytes(nodeIdOf(ca), id)) throw new MetainfoError("wrong-identity", "another node ID than the one asked for");
}
