import assert from "node:assert/strict";
import { leaks, seen } from "./support/extension";

// Whatever a suite was about: nothing that was seen in it may hold a piece of a credential.
afterEach("nothing of a secret was seen", () => {
  const texts = seen.splice(0);
  for (const text of texts) {
    const leak = leaks.leakIn(text);
    assert.equal(leak, undefined, `a secret was seen in: ${text.slice(0, 300)}`);
  }
});
