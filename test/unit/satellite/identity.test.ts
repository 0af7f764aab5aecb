import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { projectInfo } from "../../../src/satellite/metainfo";
import { utf8 } from "../../../src/grant";
import { der, readDer, tags } from "../../../src/satellite/metainfo/der";
import { makeOwnIdentity } from "../../../src/satellite/metainfo/ownIdentity";
import { readCertificate, verifyChain } from "../../../src/satellite/metainfo/chain";
import { type FaultySatellite, startFaultySatellite } from "../../support/faultySatellite";
import { type Identity, newIdentity } from "../../support/satellite/certificates";
import { answer, answered, callerOf, codeOf, farewell, identity, question } from "./calls";

const certificatesOf = ({ chain }: Identity): string[] => chain.match(/-----BEGIN[^]*?-----END CERTIFICATE-----\n/g) ?? [];

describe("the identity of a satellite", () => {
  let satellite: FaultySatellite | undefined;
  afterEach(() => satellite?.stop());

  const stranger = newIdentity();
  const [leaf = "", ca = "", signer = ""] = certificatesOf(identity);
  const [strangersLeaf = "", strangersCa = "", strangersSigner = ""] = certificatesOf(stranger);

  for (const version of ["TLSv1.2", "TLSv1.3"] as const) {
    const tls = { minVersion: version, maxVersion: version };

    it(`is proven before a byte of the question leaves, ${version}`, async () => {
      satellite = await startFaultySatellite(identity, { tls, asked: (line) => line.write(answer) });
      const caller = callerOf(satellite.port);
      assert.deepEqual(await projectInfo(caller), answered);
      await satellite.left();
      assert.deepEqual(satellite.said, [Buffer.concat([question, farewell])]);
      assert.equal(caller.clock.waiting, 0);
    });

    const impostors: Record<string, [what: Identity, code: string]> = {
      "another identity": [stranger, "wrong-identity"],
      "the right CA, with a leaf that it has not signed": [{ ...stranger, chain: strangersLeaf + ca + signer }, "bad-chain"],
      "its leaf, with another CA": [{ ...identity, chain: leaf + strangersCa + strangersSigner }, "bad-chain"],
      "its leaf and CA, with another signer": [{ ...identity, chain: leaf + ca + strangersSigner }, "bad-chain"],
      "a leaf alone": [{ ...identity, chain: leaf }, "bad-chain"],
      "a chain that ends too early": [{ ...identity, chain: leaf + ca }, "bad-chain"],
      "a chain that goes on behind its end": [{ ...identity, chain: leaf + ca + signer + ca }, "bad-chain"],
      "a chain without end": [{ ...identity, chain: leaf + ca + signer.repeat(20) }, "bad-chain"],
    };
    for (const [what, [shown, code]] of Object.entries(impostors)) {
      it(`is refused, and nothing is said: ${what}, ${version}`, async () => {
        satellite = await startFaultySatellite(shown, { tls, asked: (line) => line.write(answer) });
        const caller = callerOf(satellite.port);
        assert.equal(await codeOf(projectInfo(caller)), code);
        await satellite.left();
        assert.deepEqual(satellite.said, [Buffer.alloc(0)]);
        assert.equal(satellite.count, 1);
        assert.equal(caller.clock.waiting, 0);
      });
    }
  }
});

const rawOf = (pem: string): Uint8Array[] =>
  (pem.match(/-----BEGIN[^]*?-----END CERTIFICATE-----\n/g) ?? []).map((text) => new Uint8Array(new X509Certificate(text).raw));

describe("a certificate", () => {
  it("is refused that has another one in PEM within it, whose key Node would take for its own", () => {
    const [raw = new Uint8Array(0)] = rawOf(identity.chain);
    const inside = certificatesOf(newIdentity())[1] ?? "";
    const valuesOf = ({ content }: { content: Uint8Array }) => readDer(content) ?? [];
    const [signed, ...signature] = valuesOf({ content: valuesOf({ content: raw })[0]?.content ?? raw });
    assert.ok(signed);
    const made = (text: string): Uint8Array => {
      const fields = valuesOf(signed).map((field) => field.tag === tags.explicit3 ? withExtension(field, text) : field.raw);
      return der(tags.sequence, der(tags.sequence, ...fields), ...signature.map((part) => part.raw));
    };
    const withExtension = (field: { content: Uint8Array }, text: string): Uint8Array => {
      const extension = der(tags.sequence, der(tags.objectId, Uint8Array.of(0x88, 0x37, 0x09)), der(tags.octetString, utf8(text)));
      const [list] = valuesOf(field);
      return der(tags.explicit3, der(tags.sequence, list?.content ?? raw, extension));
    };
    assert.equal(new X509Certificate(made(`\n${inside}`)).ca, true);
    assert.throws(() => readCertificate(made(`\n${inside}`)), { code: "bad-chain" });
    assert.equal(readCertificate(made("\nnone")).isCa, false);
  });
});

describe("our own identity", () => {
  it("is a leaf and the CA that has signed it, with the leaf's key", () => {
    const { key, certificates } = makeOwnIdentity();
    const [leaf, ca] = rawOf(certificates).map((raw) => new X509Certificate(raw));
    assert.ok(leaf && ca);
    assert.deepEqual([leaf.verify(ca.publicKey), ca.verify(ca.publicKey)], [true, true]);
    assert.deepEqual([leaf.ca, ca.ca], [false, true]);
    assert.equal(leaf.publicKey.asymmetricKeyDetails?.namedCurve, "prime256v1");
    assert.ok(key.startsWith("-----BEGIN PRIVATE KEY-----"));
  });

  it("is another each time", () => {
    assert.notEqual(makeOwnIdentity().certificates, makeOwnIdentity().certificates);
  });

  it("would pass as a satellite's", () => {
    const chain = rawOf(makeOwnIdentity().certificates);
    assert.throws(() => verifyChain(chain, new Uint8Array(32)), { code: "wrong-identity" });
  });
});
