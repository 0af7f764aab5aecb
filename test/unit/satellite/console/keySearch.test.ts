import assert from "node:assert/strict";
import { searchFor } from "../../../../src/satellite/console/keySearch";

describe("a search for the API key of a name", () => {
  it("is the name, without the sign that would take away what a wildcard means", () => {
    assert.deepEqual(["100%", "a_b", "c\\%d"].map(searchFor), ["100%", "a_b", "c_%d"]);
  });
});
