import assert from "node:assert/strict";
import { askForVariable, ownVariable, takenVariables } from "../../../../src/commands/references/ownVariable";
import type { SavedCredential, SavedRecord } from "../../../../src/vault/record";
import { demoAccessKeyId, demoGrant, demoSecretKey } from "../../../support/demoCredentials";
import type { Act } from "../../../support/fakeWindow";
import { serializeGrant } from "../../../../src/grant";
import { around } from "../savedServices";

const grant = (): SavedCredential => ({ kind: "grant", text: serializeGrant(demoGrant()) });
const pair = (): SavedCredential => ({ kind: "s3", accessKeyId: demoAccessKeyId(), secretKey: demoSecretKey() });
const record = (credential: SavedCredential, label: string, variable?: string): SavedRecord => ({
  id: "0123456789ab",
  generation: "00000000",
  credential,
  label,
  savedAt: 0,
  ...(variable !== undefined && { variable }),
});

describe("the variable of a saved credential", () => {
  it("is made of its label, else of its kind, and is none that is taken", () => {
    assert.equal(ownVariable(record(grant(), "photos/tenant1/"), new Set()), "STORJ_PHOTOS_TENANT1");
    assert.equal(ownVariable(record(grant(), "photos/"), new Set(["STORJ_PHOTOS"])), "STORJ_PHOTOS_2");
    assert.equal(ownVariable(record(grant(), "写真"), new Set()), "STORJ_ACCESS_GRANT");
    assert.equal(ownVariable(record({ kind: "apiKey", text: "1" }, "写真"), new Set()), "STORJ_API_KEY");
    assert.equal(ownVariable(record(pair(), "写真"), new Set()), "STORJ_ACCESS_KEY_ID");
  });

  it("is taken where another is read from it, be it the secret key of a pair", async () => {
    const { vault } = await around([
      [grant(), { label: "one", variable: "ONE" }],
      [grant(), { label: "none" }],
      [pair(), { label: "pair", variable: "AWS_ACCESS_KEY_ID" }],
      [pair(), { label: "another", variable: "S3" }],
    ]);
    const taken = ["AWS_ACCESS_KEY_ID", "AWS_ENDPOINT_URL", "AWS_SECRET_ACCESS_KEY", "ONE", "S3", "S3_SECRET"];
    assert.deepEqual([...takenVariables({ vault })].sort(), taken);
  });
});

describe("asking for the variable of a saved credential", () => {
  const asked = async (one: SavedRecord, ...script: readonly Act[]) => {
    const { services, host } = await around([[grant(), { label: "other", variable: "TAKEN" }]], script);
    const variable = await askForVariable(services, one, "Insert", "PROPOSAL");
    assert.deepEqual(host.left, []);
    return { variable, problems: host.boxes.flatMap(({ problems }) => problems) };
  };
  const nameless = record(grant(), "mine");

  it("asks nothing where it has one", async () => {
    assert.equal((await asked(record(grant(), "mine", "OWN"))).variable, "OWN");
  });

  it("proposes one, and is left with none", async () => {
    assert.equal((await asked(nameless, "enter")).variable, "PROPOSAL");
    assert.equal((await asked(nameless, "leave")).variable, undefined);
  });

  it("takes none that steers programs, is no variable's name, or is another's", async () => {
    const refused = ["PATH", "LD_PRELOAD", "lower", "A-B", "", "TAKEN"];
    const script = refused.flatMap((text): Act[] => [{ type: text }, "enter"]);
    const { variable, problems } = await asked(nameless, ...script, { type: " MINE " }, "enter");
    assert.equal(variable, "MINE");
    assert.deepEqual([...new Set(problems)], [
      "Capitals, digits and _, and none that steers programs, such as PATH",
      "Another saved credential has that variable",
    ]);
  });
});
