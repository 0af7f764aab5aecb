import assert from "node:assert/strict";
import { consolePage } from "../../../../src/commands/contacting/consolePage";

describe("the page of a project in a web console", () => {
  const origin = "https://us1.storj.io";

  it("is at the exact origin, by the bytes of its public ID", () => {
    assert.equal(consolePage(origin, "00000000-0000-0000-0000-000000000000"), `${origin}/projects/AAAAAAAAAAAAAAAAAAAAAA/access`);
    // With the two digits that URL-safe Base64 has of its own.
    assert.equal(consolePage(origin, "FBFFBFFB-FFBF-FBFF-BFFB-FFBFFBFFBFFF"), `${origin}/projects/-_-_-_-_-_-_-_-_-_-__w/access`);
  });

  it("is that of all projects where none is named, or what is no UUID", () => {
    for (const project of ["", "../../evil", "00000000-0000-0000-0000-00000000000", "00000000-0000-0000-0000-000000000000/x", "\u202e"]) {
      assert.equal(consolePage(origin, project), `${origin}/projects`);
    }
  });
});
