import assert from "node:assert/strict";
import { detectAll } from "../../support/detectAll";
import { type LookAlike, lookAlikes, lookAlikesAfterWords } from "../../support/lookAlikes";

const count = 10_000;

/** As a line of a file: `at` picks how it is written. */
function line({ text }: LookAlike, at: number, name: string): string {
  const lines = [`${name}=${text}`, `  "${name}": "${text}",`, `const ${name} = '${text}';`, `- ${name}: ${text}`, `${name} ${text} rest`];
  return lines[at % lines.length] as string;
}

/** What was found, for the message, without the text of a real one. */
function found(text: string): string[] {
  return detectAll(text).credentials.map((credential) => `${credential.kind}: ${credential.text}`);
}

describe("look-alikes", function () {
  this.timeout(60_000);

  it("are no credentials: 10,000 in one document", () => {
    const text = lookAlikes(count, 1).map((alike, at) => line(alike, at, "value")).join("\n");
    assert.deepEqual(found(text), []);
  });

  it("are no credentials one by one, bare, nor all in one line", () => {
    const alikes = lookAlikes(count, 2);
    for (const alike of alikes) assert.deepEqual(found(alike.text), [], alike.kind);
    assert.deepEqual(found(alikes.map(({ text }) => text).join(",")), []);
  });

  it("are no credentials after a word of Storj's or of S3's either", () => {
    const names = ["STORJ_VALUE", "uplink_hash", "satelliteKey", "AWS_VALUE", "s3_gateway", "access_grant", "STORJ_API_KEY"];
    for (const [at, alike] of lookAlikesAfterWords(count, 3).entries()) {
      const name = names[at % names.length] as string;
      assert.deepEqual(found(line(alike, at, name)), [], `${alike.kind} after ${name}`);
    }
  });
});
