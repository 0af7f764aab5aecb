import assert from "node:assert/strict";
import { ExplainedError } from "../../../src/platform/errors";

class RestrictError extends ExplainedError<"no-key" | "empty"> {}

describe("ExplainedError", () => {
  it("says what was tried, what went wrong and what to do next", () => {
    const cause = new Error("inner");
    const error = new RestrictError({
      code: "no-key",
      tried: "The grant was not restricted",
      wrong: "it has no key for sj://photos/tenant2/",
      next: "Choose a prefix of the grant's own.",
      cause,
    });
    assert.equal(
      error.message,
      "The grant was not restricted: it has no key for sj://photos/tenant2/. Choose a prefix of the grant's own.",
    );
    assert.deepEqual([error.name, error.code, error.cause], ["RestrictError", "no-key", cause]);
    assert.ok(error instanceof ExplainedError && error instanceof Error);
  });

  it("has no cause where none is given", () => {
    assert.ok(!("cause" in new RestrictError({ code: "empty", tried: "a", wrong: "b", next: "c" })));
  });
});
