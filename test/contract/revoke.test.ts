import assert from "node:assert/strict";
import { instantFromMilliseconds, type Macaroon, parseApiKey, serializeMacaroon, utf8 } from "../../src/grant";
import { revokeApiKey } from "../../src/satellite/metainfo";
import { callerTo, childOf, everything, outcome, refusal, works } from "./access";
import { itGiven } from "./subject";

// Each test makes its own keys: what a satellite once said about a tail it says for minutes.
describe("contract: RevokeAPIKey", () => {
  const keys = ["satelliteNodeURL", "apiKeys"] as const;

  /** What one key may do to another. */
  const revoke = (url: string, by: Macaroon, target: Macaroon) => revokeApiKey(callerTo(url, by), serializeMacaroon(target));

  itGiven(keys, "ends a key and all that was made from it, and nothing else", async ({ satelliteNodeURL: url, apiKeys }) => {
    const root = parseApiKey(apiKeys[2] as string);
    const parent = childOf(root);
    const target = childOf(parent);
    const [sibling, below] = [childOf(parent), childOf(childOf(target))];
    await revoke(url, parent, target);
    assert.equal(await works(callerTo(url, target)), "unauthorized");
    assert.equal(await works(callerTo(url, below)), "unauthorized");
    assert.equal(await works(callerTo(url, childOf(target))), "unauthorized", "one that was made afterwards");
    for (const alive of [sibling, parent, root]) assert.equal(await works(callerTo(url, alive)), "ok");
  });

  itGiven(keys, "ends new children of a key that was in use", async ({ satelliteNodeURL: url, apiKeys }) => {
    const root = parseApiKey(apiKeys[2] as string);
    const target = childOf(root);
    assert.equal(await works(callerTo(url, target)), "ok");
    await revoke(url, root, target);
    assert.equal(await works(callerTo(url, childOf(target))), "unauthorized");
  });

  itGiven(keys, "takes any ancestor, the root key too", async ({ satelliteNodeURL: url, apiKeys }) => {
    const root = parseApiKey(apiKeys[2] as string);
    const grandparent = childOf(root);
    for (const ancestor of [root, grandparent]) {
      const target = childOf(childOf(grandparent));
      assert.equal(await outcome(revoke(url, ancestor, target)), "ok");
      assert.equal(await works(callerTo(url, target)), "unauthorized");
    }
  });

  itGiven(keys, "refuses a key itself, siblings, descendants and root keys", async ({ satelliteNodeURL: url, apiKeys }) => {
    const root = parseApiKey(apiKeys[2] as string);
    const parent = childOf(root);
    const key = childOf(parent);
    const refused = { code: "unauthorized", words: "Unauthorized attempt to revoke macaroon" };
    assert.deepEqual(await refusal(revoke(url, key, key)), refused, "itself");
    assert.deepEqual(await refusal(revoke(url, childOf(parent), key)), refused, "by a sibling");
    assert.deepEqual(await refusal(revoke(url, key, parent)), refused, "by a child");
    assert.deepEqual(await refusal(revoke(url, childOf(key), parent)), refused, "by a grandchild");
    assert.deepEqual(await refusal(revoke(url, key, root)), refused, "a root key by its descendant");
    assert.deepEqual(await refusal(revoke(url, root, root)), refused, "a root key by itself");
    assert.equal(await works(callerTo(url, key)), "ok");
  });

  itGiven(keys, "tells a key of another root, and what is none", async ({ satelliteNodeURL: url, apiKeys }) => {
    const [root, another] = [parseApiKey(apiKeys[2] as string), parseApiKey(apiKeys[4] as string)];
    const target = childOf(another);
    assert.deepEqual(await refusal(revoke(url, root, target)), { code: "invalid", words: "Macaroon to revoke invalid" });
    const { caveats } = childOf(root);
    assert.equal(await outcome(revoke(url, root, { ...target, caveats })), "invalid", "a tail that does not fit");
    assert.deepEqual(await refusal(revokeApiKey(callerTo(url, root), utf8("zzz"))), {
      code: "invalid",
      words: "API key to revoke is not a macaroon",
    });
    assert.equal(await works(callerTo(url, target)), "ok");
  });

  itGiven(keys, "tells one that is revoked already", async ({ satelliteNodeURL: url, apiKeys }) => {
    const root = parseApiKey(apiKeys[2] as string);
    const target = childOf(root);
    await revoke(url, root, target);
    assert.deepEqual(await refusal(revoke(url, root, target)), { code: "internal", words: "Failed to revoke API key" });
  });

  itGiven(keys, "takes a parent that is revoked, expired or may do little", async ({ satelliteNodeURL: url, apiKeys }) => {
    const root = parseApiKey(apiKeys[2] as string);
    const revoked = childOf(root);
    await revoke(url, root, revoked);
    const expired = childOf(root, { ...everything, notAfter: instantFromMilliseconds(Date.now() - 60_000) });
    for (const parent of [revoked, expired, childOf(root, { allowDownload: true })]) {
      assert.equal(await outcome(revoke(url, parent, childOf(parent))), "ok");
    }
  });

  itGiven(keys, "asks who calls", async ({ satelliteNodeURL: url, apiKeys }) => {
    const root = parseApiKey(apiKeys[2] as string);
    const unknown = { ...root, head: root.head.map((byte) => byte ^ 1) };
    assert.equal(await outcome(revoke(url, unknown, childOf(root))), "unauthorized");
    const caller = callerTo(url, utf8("zzz"));
    assert.equal(await outcome(revokeApiKey(caller, serializeMacaroon(childOf(root)))), "invalid");
  });
});
