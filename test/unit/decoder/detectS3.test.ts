import assert from "node:assert/strict";
import { accessKeyId as id, secretKey as secret } from "../../support/vectorCredentials";
import { detectAll } from "../../support/detectAll";

/** `id` or `secret`, with the offset of its partner. */
function found(text: string): string[] {
  return detectAll(text).credentials.map((credential) => {
    assert.ok(credential.kind === "accessKeyId" || credential.kind === "secretKey");
    return `${credential.kind === "accessKeyId" ? "id" : "secret"}${credential.partner === undefined ? "" : ` ${String(credential.partner)}`}`;
  });
}

const lines = (count: number): string => "\n".repeat(count);

describe("S3 credentials", () => {
  it("count beside the other of the pair, whichever is first", () => {
    assert.deepEqual(found(`${id}\n${secret}`), ["id 29", "secret 0"]);
    assert.deepEqual(found(`${secret} ${id}`), ["secret 54", "id 0"]);
    assert.deepEqual(found(id), []);
    assert.deepEqual(found(secret), []);
    assert.deepEqual(found(`${id} ${id} ${secret.replace(/a/g, "b")}b`), []);
  });

  it("count within five lines of it, not six", () => {
    assert.deepEqual(found(`${id}${lines(5)}${secret}`), ["id 33", "secret 0"]);
    assert.deepEqual(found(`${id}${lines(6)}${secret}`), []);
    assert.deepEqual(found(`${id}\r\n\r\n\r\n\r\n\r\n${secret}`), ["id 38", "secret 0"]);
  });

  it("are paired in order", () => {
    const pair = `${id}\n${secret}\n`;
    assert.deepEqual(found(pair + pair), ["id 29", "secret 0", "id 112", "secret 83"]);
    assert.deepEqual(found(`${id}\n${id}\n${secret}`), ["id 58", "secret 29"]);
    assert.deepEqual(found(`${id}\n${secret}\n${id}\n`), ["id 29", "secret 0", "id"]);
  });

  it("count near a word, before and after, five lines away and no more", () => {
    for (const word of ["access_key", "AWS", "aws", "S3", "s3", "STORJ", "storj", "gateway", "accessKey", "access-key", "ACCESS_KEY_ID", "Gateway", "useS3", "AWSAccessKeyId", "s3:", "my-s3_x", "s3Client"]) {
      assert.deepEqual(found(`${word} ${lines(5)}${id}`), ["id"], word);
      assert.deepEqual(found(`${secret}${lines(5)} ${word}`), ["secret"], word);
      assert.deepEqual(found(`${word} ${lines(6)}${id}`), [], word);
      assert.deepEqual(found(`${secret}${lines(6)} ${word}`), [], word);
    }
  });

  it("do not count near what only looks like a word", () => {
    for (const word of ["jaws", "JAWS", "laws3", "s3cret", "a3s3d", "flAWSome", "awsome", "s32", "access", "key", "secret"]) {
      assert.deepEqual(found(`${word}=${id}\n${lines(9)}${word}=${secret}`), [], word);
    }
  });

  it("must end as real ones do", () => {
    for (const last of "abcdefghijklmnopqrstuvwxyz234567") {
      assert.deepEqual(found(`AWS=${id.slice(0, -1)}${last}`), last === "a" || last === "q" ? ["id"] : [], last);
      assert.deepEqual(found(`AWS=${secret.slice(0, -1)}${last}`), "acegikmoqsuwy246".includes(last) ? ["secret"] : [], last);
    }
  });

  it("must have their shape", () => {
    for (const other of [id.replace("jv", "jy"), id.replace("jv", "kv"), `${id}a`, id.slice(1), id.toUpperCase(), id.replace("5", "1"), secret.replace("jz", "ju")]) {
      assert.deepEqual(found(`AWS=${other}`), [], other);
    }
  });

  it("that have no digit between them are two words", () => {
    const word = `ju${"word".repeat(6)}na`;
    const longWord = `jy${"longword".repeat(6)}ico`;
    assert.deepEqual([word.length, longWord.length], [28, 53]);
    assert.deepEqual(found(`${word}\n${longWord}`), []);
    assert.deepEqual(found(`${word}\n${secret}`), ["id 29", "secret 0"]);
    assert.deepEqual(found(`AWS ${word}`), ["id"]);
  });

  it("find the words and each other in a line without end", () => {
    const filler = "x,".repeat(1000);
    assert.deepEqual(found(`${filler}s3 ${filler}${id} ${filler}`), ["id"]);
    assert.deepEqual(found(`${filler}${id},${filler}${secret},${filler}`), ["id 4029", "secret 2000"]);
    // Lines that long are cut to some thousand characters.
    assert.deepEqual(found(`s3 ${filler.repeat(3)}${id},${filler.repeat(3)}${secret}`), []);
  });

  it("find each word although a long line is searched once", () => {
    const ids = Array.from({ length: 300 }, () => id).join(" ");
    assert.deepEqual(found(ids), []);
    for (const word of ["s3", "access_key", "gateway"]) {
      const [before, after] = [found(`${ids} ${word}`).length, found(`${word} ${ids}`).length];
      assert.ok(Math.abs(before - 4096 / 29) < 2 && Math.abs(after - 4096 / 29) < 2, `${word} ${String(before)} ${String(after)}`);
      assert.equal(found(`${ids} ${word} ${ids}`).length, before + after);
    }
  });
});
