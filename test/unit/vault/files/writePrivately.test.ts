import assert from "node:assert/strict";
import {
  appendFileSync,
  chmodSync,
  chownSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import fs, { type FileHandle } from "node:fs/promises";
import { mergeAccessJson } from "../../../../src/vault/files/mergeAccessJson";
import { readTextFile } from "../../../../src/vault/files/readTextFile";
import { readUplinkAccessJson } from "../../../../src/vault/files/uplinkAccessJson";
import { FileWriteError, writePrivately } from "../../../../src/vault/files/writePrivately";
import { asAnother } from "./asAnother";
import { aGrant } from "./demoFound";
import { temporaryFolder } from "./temporaryFolder";

const secret = aGrant().text;
const modeOf = (file: string): string => (statSync(file).mode & 0o777).toString(8);

describe("writePrivately", () => {
  const at = temporaryFolder();
  const file = (): string => at("access.json");

  /** What a file was when it was read. */
  const stateOf = async (file: string) => (await readTextFile(file)).state;

  async function refused(writing: Promise<void>, code: string): Promise<void> {
    await assert.rejects(writing, (error) => {
      assert.ok(error instanceof FileWriteError);
      assert.deepEqual([error.code, error.message.includes(secret.slice(0, 12))], [code, false], error.message);
      return true;
    });
  }

  /** Has `open` do something with each sibling that it opens; back to normal afterwards. */
  async function atSibling(
    meanwhile: (sibling: FileHandle, name: string) => void,
    act: () => Promise<void>,
  ): Promise<void> {
    const { open } = fs;
    let siblings = 0;
    fs.open = async (name, flags, mode) => {
      const handle = await open(name, flags, mode);
      if (flags === "wx") {
        siblings++;
        meanwhile(handle, String(name));
      }
      return handle;
    };
    try {
      await act();
    } finally {
      fs.open = open;
    }
    assert.equal(siblings, 1);
  }

  describe("where no file is", () => {
    it("makes one that only its owner may read, with its folders", async () => {
      const file = at("storj", "uplink", "access.json");
      await writePrivately(file, secret, undefined);
      assert.equal(readFileSync(file, "utf8"), secret);
      assert.deepEqual(readdirSync(at("storj", "uplink")), ["access.json"]);
      if (process.platform !== "win32") assert.deepEqual([modeOf(file), modeOf(at("storj"))], ["600", "700"]);
    });

    it("is private from its first byte on", async () => {
      const modes: string[] = [];
      await atSibling(
        (_handle, name) => modes.push(modeOf(name), String(statSync(name).size)),
        () => writePrivately(file(), secret, undefined),
      );
      if (process.platform !== "win32") assert.deepEqual(modes, ["600", "0"]);
    });

    it("does not overwrite one that appeared", async () => {
      writeFileSync(file(), "uplink's");
      await refused(writePrivately(file(), secret, undefined), "changed-meanwhile");
      rmSync(file());
      await atSibling(
        () => writeFileSync(file(), "uplink's"),
        () => refused(writePrivately(file(), secret, undefined), "changed-meanwhile"),
      );
      assert.equal(readFileSync(file(), "utf8"), "uplink's");
      assert.deepEqual(readdirSync(at()), ["access.json"]);
    });
  });

  describe("where a file is", () => {
    beforeEach(() => writeFileSync(file(), "old"));

    /** Nothing but the old file is there, and it is as it was. */
    function assertUntouched(): void {
      assert.equal(readFileSync(file(), "utf8"), "old");
      assert.deepEqual(readdirSync(at()), ["access.json"]);
    }

    it("replaces it", async () => {
      await writePrivately(file(), secret, await stateOf(file()));
      assert.equal(readFileSync(file(), "utf8"), secret);
      assert.deepEqual(readdirSync(at()), ["access.json"]);
    });

    for (const [old, expected] of [
      [0o666, "600"],
      [0o644, "600"],
      [0o600, "600"],
      [0o220, "200"],
    ] as const) {
      it(`makes of mode ${old.toString(8)} mode ${expected}`, async function () {
        if (process.platform === "win32") this.skip();
        const state = await stateOf(file());
        chmodSync(file(), old);
        // A file that its owner can't read is read by the administrator alone.
        if ((old & 0o400) === 0 && process.getuid?.() !== 0) this.skip();
        await writePrivately(file(), secret, state);
        assert.equal(modeOf(file()), expected);
      });
    }

    it("leaves it to its owner, whoever writes", async function () {
      if (process.getuid?.() !== 0) this.skip();
      chownSync(file(), 65_534, 65_534);
      await writePrivately(file(), secret, await stateOf(file()));
      assert.deepEqual([statSync(file()).uid, statSync(file()).gid], [65_534, 65_534]);
    });

    it("notices each change since it was read: content of the same size, time, size, a file that is gone", async () => {
      const state = await stateOf(file());
      const time = new Date(state.modified);
      writeFileSync(file(), "new");
      utimesSync(file(), time, time);
      await refused(writePrivately(file(), secret, state), "changed-meanwhile");
      writeFileSync(file(), "old");
      utimesSync(file(), time, new Date(state.modified - 5000));
      await refused(writePrivately(file(), secret, state), "changed-meanwhile");
      assertUntouched();
      rmSync(file());
      await refused(writePrivately(file(), secret, state), "changed-meanwhile");
      assert.deepEqual(readdirSync(at()), []);
    });

    it("notices a change while the sibling is written", async () => {
      const state = await stateOf(file());
      await atSibling(
        () => appendFileSync(file(), " and new"),
        () => refused(writePrivately(file(), secret, state), "changed-meanwhile"),
      );
      assert.equal(readFileSync(file(), "utf8"), "old and new");
      assert.deepEqual(readdirSync(at()), ["access.json"]);
    });

    it("notices that it has become a link or a folder while the sibling is written", async () => {
      const state = await stateOf(file());
      await atSibling(
        () => {
          renameSync(file(), at("moved"));
          symlinkSync("moved", file());
        },
        () => refused(writePrivately(file(), secret, state), "changed-meanwhile"),
      );
      assert.deepEqual([readFileSync(at("moved"), "utf8"), readlinkSync(file())], ["old", "moved"]);
      rmSync(file());
      renameSync(at("moved"), file());
      await atSibling(
        () => {
          rmSync(file());
          mkdirSync(file());
        },
        () => refused(writePrivately(file(), secret, state), "changed-meanwhile"),
      );
      assert.deepEqual(readdirSync(at()), ["access.json"]);
    });

    it("keeps it, and no sibling, where the disk is full", async () => {
      const state = await stateOf(file());
      for (const step of ["writeFile", "sync", "chmod"] as const) {
        const full = Object.assign(new Error(`ENOSPC ${secret}`), { code: "ENOSPC" });
        await atSibling(
          (handle) => (handle[step] = () => Promise.reject(full)),
          () => refused(writePrivately(file(), secret, state), "write-failed"),
        );
        assertUntouched();
      }
    });

    it("keeps it, and no sibling, where it can't be replaced", async () => {
      const { rename } = fs;
      fs.rename = () => Promise.reject(Object.assign(new Error("EBUSY"), { code: "EBUSY" }));
      try {
        await refused(writePrivately(file(), secret, await stateOf(file())), "write-failed");
      } finally {
        fs.rename = rename;
      }
      assertUntouched();
    });

    it("tells of a sibling that it could not remove", async () => {
      const { rename, unlink } = fs;
      fs.rename = fs.unlink = () => Promise.reject(Object.assign(new Error("EPERM"), { code: "EPERM" }));
      try {
        await assert.rejects(writePrivately(file(), secret, await stateOf(file())), (error) => {
          const [left] = readdirSync(at());
          return (
            error instanceof FileWriteError && error.code === "left-behind" && error.next.includes(at(String(left)))
          );
        });
      } finally {
        Object.assign(fs, { rename, unlink });
      }
    });

    it("refuses a file that is protected against writing, the administrator too", async () => {
      const state = await stateOf(file());
      chmodSync(file(), 0o444);
      await refused(writePrivately(file(), secret, state), "not-writable");
      assertUntouched();
    });

    it("refuses a file of another account, and a folder that takes no new file", async function () {
      const state = await stateOf(file());
      if (process.getuid?.() === 0) {
        chmodSync(file(), 0o644);
        await asAnother(at(), () => refused(writePrivately(file(), secret, state), "not-writable"));
        chmodSync(file(), 0o666);
        await asAnother(at(), () => refused(writePrivately(file(), secret, state), "not-writable"));
        assertUntouched();
        chownSync(file(), 65_534, 65_534);
      }
      chmodSync(at(), 0o500);
      const isDone = await asAnother(at(), async () => {
        await refused(writePrivately(file(), secret, state), "folder-not-writable");
        await refused(writePrivately(at("new"), secret, undefined), "folder-not-writable");
        await refused(writePrivately(at("folder", "new"), secret, undefined), "folder-not-writable");
      });
      chmodSync(at(), 0o700);
      assertUntouched();
      if (!isDone) this.skip();
    });
  });

  it("refuses a folder or a device in place of the file", async () => {
    mkdirSync(file());
    await refused(writePrivately(file(), secret, undefined), "not-a-file");
    if (process.platform === "win32") return;
    await refused(writePrivately("/dev/null", secret, undefined), "not-a-file");
  });

  it("keeps links, and writes what they lead to, beside it", async () => {
    mkdirSync(at("dotfiles"));
    writeFileSync(at("dotfiles", "real.json"), "old");
    symlinkSync(at("dotfiles"), at("folder"));
    symlinkSync("folder/real.json", file());
    const folders: string[] = [];
    await atSibling(
      (_handle, name) => folders.push(name.startsWith(at("dotfiles", ".real.json.")) ? "beside" : name),
      async () => writePrivately(file(), secret, await stateOf(file())),
    );
    assert.deepEqual(folders, ["beside"]);
    assert.equal(readlinkSync(file()), "folder/real.json");
    assert.ok(lstatSync(at("dotfiles", "real.json")).isFile());
    assert.equal(readFileSync(at("dotfiles", "real.json"), "utf8"), secret);
  });

  it("refuses links that lead nowhere, and leaves them", async () => {
    symlinkSync("gone", file());
    await refused(writePrivately(file(), secret, undefined), "dangling-link");
    symlinkSync("circle", at("circle"));
    await refused(writePrivately(at("circle"), secret, undefined), "write-failed");
    assert.deepEqual([readlinkSync(file()), readdirSync(at()).length], ["gone", 2]);
  });

  it("merges into uplink's file, and again where uplink saved meanwhile", async () => {
    const [main, other, mine] = [aGrant(), aGrant(), aGrant()];
    const save = (accesses: Record<string, string>): void =>
      writeFileSync(file(), JSON.stringify({ Default: "main", Accesses: accesses }, undefined, "\t"));
    const merge = async (meanwhile: () => void): Promise<void> => {
      const { text, state } = await readTextFile(file());
      const merged = mergeAccessJson(text, [{ name: "mine", grant: mine.text }]);
      meanwhile();
      await writePrivately(file(), merged.text, state);
    };
    save({ main: main.text });
    await refused(
      merge(() => save({ main: main.text, other: other.text })),
      "changed-meanwhile",
    );
    await merge(() => undefined);
    const { found } = readUplinkAccessJson(readFileSync(file(), "utf8"));
    assert.deepEqual(
      found.map(({ name }) => name),
      ["main", "other", "mine"],
    );
    assert.deepEqual(
      found.map(({ credential }) => credential),
      [main, other, mine],
    );
  });
});
