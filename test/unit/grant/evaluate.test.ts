import assert from "node:assert/strict";
import fc from "fast-check";
import { addCaveat, evaluate, restrictApiKey } from "../../../src/grant";
import { rootGrant } from "./arbitraries";

describe("evaluating", () => {
  const time = { seconds: 1_800_000_000n, nanos: 0 };
  const read = { name: "read", bucket: new Uint8Array(0), encryptedPath: Uint8Array.of(1), time } as const;

  it("says which caveat denies, and why", () => {
    const [root] = fc.sample(rootGrant, 1);
    assert.ok(root);
    const open = restrictApiKey(root.macaroon, { allowDownload: true }, []);
    const over = restrictApiKey(open, { allowDownload: true, notAfter: { seconds: 1n, nanos: 0 } }, []);
    const early = restrictApiKey(open, { allowDownload: true, notBefore: { seconds: 1_900_000_000n, nanos: 0 } }, []);
    const elsewhere = restrictApiKey(open, { allowDownload: true }, [
      { bucket: Uint8Array.of(97), encryptedPathPrefix: Uint8Array.of(1) },
    ]);
    assert.deepEqual(evaluate(open, read), { allowed: true });
    assert.deepEqual(evaluate(over, read), { allowed: false, because: "not-after", caveat: 1 });
    assert.deepEqual(evaluate(early, read), { allowed: false, because: "not-before", caveat: 1 });
    assert.deepEqual(evaluate(elsewhere, read), { allowed: false, because: "path", caveat: 1 });
    assert.deepEqual(evaluate(open, { ...read, name: "write" }), { allowed: false, because: "permission", caveat: 0 });
    assert.deepEqual(evaluate(addCaveat(open, Uint8Array.of(7)), read), {
      allowed: false,
      because: "unreadable",
      caveat: 1,
    });
    assert.deepEqual(evaluate(root.macaroon, { ...read, name: "lock" }, 0), {
      allowed: false,
      because: "version",
      caveat: undefined,
    });
    assert.deepEqual(evaluate(root.macaroon, { ...read, name: "lock" }, 1), { allowed: true });
    assert.deepEqual(evaluate(root.macaroon, { ...read, name: "lock" }), { allowed: true });
    assert.deepEqual(evaluate(open, { ...read, name: undefined }), {
      allowed: false,
      because: "permission",
      caveat: 0,
    });
  });
});
