import { generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import { type Bytes, utf8 } from "../../grant";
import { der, tags } from "./der";

/** What we show to a satellite, as PEM texts. */
export interface OwnIdentity {
  /** The leaf's private key. */
  readonly key: string;
  /** The leaf, then its CA. */
  readonly certificates: string;
}

const sequence = (...content: readonly Bytes[]): Bytes => der(tags.sequence, ...content);
const objectId = (...encoded: readonly number[]): Bytes => der(tags.objectId, Uint8Array.from(encoded));

const ecdsaWithSha256 = sequence(objectId(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02));
/** "O=Storj", as on every certificate of Storj's. */
const name = sequence(der(tags.set, sequence(objectId(0x55, 0x04, 0x0a), der(tags.utf8String, utf8("Storj")))));
/** Nobody checks it. */
const validity = sequence(der(tags.utcTime, utf8("200101000000Z")), der(tags.utcTime, utf8("491231235959Z")));
const version3 = der(tags.explicit0, der(tags.integer, Uint8Array.of(2)));

const yes = der(tags.boolean, Uint8Array.of(255));
const critical = (id: Bytes, value: Bytes): Bytes => sequence(id, yes, der(tags.octetString, value));
const keyUsage = (unusedBits: number, bits: number): Bytes =>
  critical(objectId(0x55, 0x1d, 0x0f), der(tags.bitString, Uint8Array.of(unusedBits, bits)));
/** certSign, and that it is a CA. */
const extensionsOfCa = [keyUsage(2, 0x04), critical(objectId(0x55, 0x1d, 0x13), sequence(yes))];
/** digitalSignature and keyEncipherment. */
const extensionsOfLeaf = [keyUsage(5, 0xa0)];

function certificate(publicKey: KeyObject, signingKey: KeyObject, extensions: readonly Bytes[]): string {
  const serial = randomBytes(16);
  // Positive, and as short as it can be.
  serial[0] = ((serial[0] as number) & 0x3f) | 0x40;
  const signed = sequence(
    version3,
    der(tags.integer, serial),
    ecdsaWithSha256,
    name,
    validity,
    name,
    publicKey.export({ type: "spki", format: "der" }),
    der(tags.explicit3, sequence(...extensions)),
  );
  const signature = der(tags.bitString, Uint8Array.of(0), sign("sha256", signed, signingKey));
  const base64 = Buffer.from(sequence(signed, ecdsaWithSha256, signature)).toString("base64");
  return `-----BEGIN CERTIFICATE-----\n${base64.replace(/.{1,64}/g, "$&\n")}-----END CERTIFICATE-----\n`;
}

/**
 * Makes an identity that nobody has seen before: a leaf and its CA on P-256. A satellite wants one and takes any, so that there is none
 * to keep, and no two requests can be told to be from one person by it. Takes about a millisecond.
 */
export function makeOwnIdentity(): OwnIdentity {
  const ca = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  const leaf = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  return {
    key: leaf.privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    certificates:
      certificate(leaf.publicKey, ca.privateKey, extensionsOfLeaf) + certificate(ca.publicKey, ca.privateKey, extensionsOfCa),
  };
}
