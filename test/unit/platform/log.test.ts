import assert from "node:assert/strict";
import { createLog } from "../../../src/platform/log";

describe("createLog", () => {
  const lines: string[] = [];
  const write = (level: string) => (message: unknown) => void lines.push(`${level} ${String(message)}`);
  const channel = {
    trace: write("trace"),
    debug: write("debug"),
    info: write("info"),
    warn: write("warn"),
    error: write("error"),
  };
  const log = createLog(channel, "decoder");
  const secret = "1".repeat(60);
  beforeEach(() => void lines.splice(0));

  it("names level and component", () => {
    log.trace("a");
    log.debug("b");
    log.info("c");
    log.warn("d");
    log.error("e");
    assert.deepEqual(lines, [
      "trace [decoder] a",
      "debug [decoder] b",
      "info [decoder] c",
      "warn [decoder] d",
      "error [decoder] e",
    ]);
  });

  it("redacts messages, errors, their stacks, codes and causes", () => {
    const inner = Object.assign(new TypeError(`bad key ${secret}`), { code: "key" });
    log.error(`cannot read ${secret}`, new Error(`parse ${secret}`, { cause: inner }));
    const text = lines.join("\n");
    assert.match(
      text,
      /cannot read ‹redacted 60 characters›\n\[decoder\] cause: Error: parse ‹redacted 60 characters›\n\s+at /,
    );
    assert.match(text, /cause \(key\): TypeError: bad key ‹redacted 60 characters›/);
    assert.doesNotMatch(text, /1{16}/);
  });

  it("shows hidden characters, and prints no objects", () => {
    log.warn("a\u001B[2Jb\r", { secret });
    log.warn("c", secret);
    assert.deepEqual(lines, [
      "warn [decoder] a⟨U+001B⟩[2Jb⟨U+000D⟩\n[decoder] cause: something of type object",
      "warn [decoder] c\n[decoder] cause: ‹redacted 60 characters›",
    ]);
  });

  it("stops at an error that is its own cause", () => {
    const error = new Error("round");
    error.cause = error;
    log.error("x", error);
    assert.equal(lines.join("").match(/cause: Error: round/g)?.length, 5);
  });
});
