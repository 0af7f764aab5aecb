import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign, type X509Certificate } from "node:crypto";
import { doubleSha256, encodeBase58Check } from "./base58check";

/** What a satellite shows in TLS, and the node ID that this proves. */
export interface Identity {
  readonly nodeId: string;
  /** PEM: leaf, CA and its signer. */
  readonly chain: string;
  readonly key: string;
}

function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  const [high, low] = [body.length >> 8, body.length & 0xff];
  const length = high > 0 ? [0x82, high, low] : low >= 0x80 ? [0x81, low] : [low];
  return Buffer.concat([Buffer.of(tag, ...length), body]);
}

const sequence = (...parts: readonly Buffer[]): Buffer => der(0x30, ...parts);
const oid = (hex: string): Buffer => der(0x06, Buffer.from(hex, "hex"));
const octets = (hex: string): Buffer => der(0x04, Buffer.from(hex, "hex"));
const isTrue = der(0x01, Buffer.of(0xff));

const ecdsaWithSha256 = sequence(oid("2a8648ce3d040302"));
/** O=Storj, for subject and issuer alike. */
const name = sequence(der(0x31, sequence(oid("55040a"), der(0x13, Buffer.from("Storj")))));
/** Go writes a date that is not set as the first second of year 1. */
const firstSecond = der(0x18, Buffer.from("00010101000000Z"));

const leafExtensions = [
  sequence(oid("551d0f"), isTrue, octets("030205a0")), // signs and encrypts keys
  sequence(oid("551d25"), octets("301406082b0601050507030106082b06010505070302")), // as server and as client
  sequence(oid("551d13"), isTrue, octets("3000")), // is no CA
];

function authorityExtensions(publicKey: KeyObject): Buffer[] {
  const id = createHash("sha256").update(spki(publicKey)).digest().subarray(0, 20);
  return [
    sequence(oid("551d0f"), isTrue, octets("03020204")), // signs certificates
    sequence(oid("551d13"), isTrue, octets("30030101ff")), // is a CA
    sequence(oid("551d0e"), der(0x04, der(0x04, id))),
    sequence(oid("88370201"), octets("00")), // 2.999.2.1: Storj's identity version
  ];
}

function spki(publicKey: KeyObject): Buffer {
  return publicKey.export({ type: "spki", format: "der" });
}

function certificate(publicKey: KeyObject, signer: KeyObject, extensions: readonly Buffer[]): string {
  const serial = Buffer.concat([Buffer.of(1), randomBytes(15)]);
  const body = sequence(
    der(0xa0, der(0x02, Buffer.of(2))),
    der(0x02, serial),
    ecdsaWithSha256,
    ...[name, sequence(firstSecond, firstSecond), name],
    spki(publicKey),
    der(0xa3, sequence(...extensions)),
  );
  const signature = der(0x03, Buffer.of(0), sign("sha256", body, signer));
  const base64 = sequence(body, ecdsaWithSha256, signature).toString("base64");
  return `-----BEGIN CERTIFICATE-----\n${base64.replace(/.{64}/g, "$&\n")}\n-----END CERTIFICATE-----\n`;
}

/**
 * A fresh identity of three P-256 certificates, each signed by the next, as the public satellites have them
 * (storj/common identity/certificate_authority.go NewCA).
 */
export function newIdentity(): Identity {
  const [leaf, authority, signer] = [0, 1, 2].map(() => generateKeyPairSync("ec", { namedCurve: "prime256v1" }));
  if (!leaf || !authority || !signer) throw new Error("three pairs were made");
  const chain = [
    certificate(leaf.publicKey, authority.privateKey, leafExtensions),
    certificate(authority.publicKey, signer.privateKey, authorityExtensions(authority.publicKey)),
    certificate(signer.publicKey, signer.privateKey, authorityExtensions(signer.publicKey)),
  ];
  const id = doubleSha256(spki(authority.publicKey));
  id[31] = 0; // where the identity version goes
  const key = leaf.privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  return { nodeId: encodeBase58Check(id), chain: chain.join(""), key };
}

/**
 * Whether a client's chain is one that Storj takes (storj/common peertls.VerifyPeerCertChains): a leaf and a CA at
 * least, on P-256, each signed by the next and the last by itself. Names and dates do not matter.
 */
export function isChain(leaf: X509Certificate | undefined): boolean {
  const chain: X509Certificate[] = [];
  // The last one may be its own issuer.
  for (let each = leaf; each && each.fingerprint256 !== chain.at(-1)?.fingerprint256; each = each.issuerCertificate) {
    chain.push(each);
  }
  const isSigned = (each: X509Certificate, at: number): boolean =>
    each.publicKey.asymmetricKeyDetails?.namedCurve === "prime256v1" && each.verify((chain[at + 1] ?? each).publicKey);
  return chain.length >= 2 && chain.every(isSigned);
}
