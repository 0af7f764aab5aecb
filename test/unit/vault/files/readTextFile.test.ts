import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import fs from "node:fs/promises";
import { FileReadError, isStill, largestFile, readTextFile } from "../../../../src/vault/files/readTextFile";
import { asAnother } from "./asAnother";
import { temporaryFolder } from "./temporaryFolder";

describe("readTextFile", () => {
  const at = temporaryFolder();

  async function refused(file: string, code: string): Promise<string> {
    let message = "";
    await assert.rejects(readTextFile(file), (error) => {
      assert.ok(error instanceof FileReadError);
      assert.equal(error.code, code);
      message = error.wrong;
      return true;
    });
    return message;
  }

  it("reads text with its byte order mark, and knows it again", async () => {
    writeFileSync(at("a"), "\uFEFFgrüße");
    const { text, state } = await readTextFile(at("a"));
    assert.equal(text, "\uFEFFgrüße");
    assert.equal(await isStill(at("a"), state), true);
    writeFileSync(at("a"), "\uFEFFgruße");
    assert.equal(await isStill(at("a"), state), false);
  });

  it("follows links", async () => {
    writeFileSync(at("a"), "text");
    symlinkSync("a", at("link"));
    symlinkSync(at("link"), at("link to link"));
    assert.equal((await readTextFile(at("link to link"))).text, "text");
  });

  it("refuses 50 MB without opening the file", async () => {
    writeFileSync(at("big"), "");
    truncateSync(at("big"), 50e6);
    const { open } = fs;
    fs.open = () => assert.fail("it was opened");
    try {
      assert.equal(await refused(at("big"), "too-large"), "it has 50 MB, and 4 MB are the most");
    } finally {
      fs.open = open;
    }
  });

  it("reads the largest file, and none that is a byte larger", async () => {
    writeFileSync(at("a"), "a".repeat(largestFile));
    assert.equal((await readTextFile(at("a"))).text.length, largestFile);
    writeFileSync(at("a"), "a".repeat(largestFile + 1));
    await refused(at("a"), "too-large");
  });

  it("refuses what is no regular file, and waits for nothing", async () => {
    mkdirSync(at("folder"));
    assert.equal(await refused(at("folder"), "not-a-file"), "it is a folder");
    if (process.platform === "win32") return;
    execFileSync("sh", ["-c", `mkfifo "$0"`, at("pipe")]);
    symlinkSync(at("pipe"), at("link"));
    for (const file of [at("pipe"), at("link"), "/dev/zero"]) {
      assert.equal(await refused(file, "not-a-file"), "it is no regular file");
    }
  });

  it("says what is missing", async () => {
    writeFileSync(at("a"), "text");
    symlinkSync("gone", at("dangling"));
    symlinkSync("circle", at("circle"));
    await refused(at("gone"), "not-found");
    await refused(at("a", "below a file"), "not-found");
    await refused(at("dangling"), "dangling-link");
    assert.equal(await refused(at("circle"), "not-readable"), "its links lead in a circle");
  });

  it("refuses what is not UTF-8", async () => {
    for (const bytes of [Buffer.from("\uFEFFtext", "utf16le"), Buffer.from([0x61, 0xff]), Buffer.from("a\0b")]) {
      writeFileSync(at("a"), bytes);
      await refused(at("a"), "not-text");
    }
  });

  it("says so where a file may not be read", async function () {
    writeFileSync(at("a"), "text");
    chmodSync(at("a"), 0);
    if (!(await asAnother(at(), () => refused(at("a"), "not-readable")))) this.skip();
  });
});
