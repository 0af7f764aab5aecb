import assert from "node:assert/strict";
import { Listeners } from "../../../src/platform/listeners";

describe("listeners", () => {
  const heard: string[] = [];
  const failures: unknown[] = [];
  const listeners = new Listeners((error) => failures.push(error));
  const told = (): readonly string[] => {
    heard.length = 0;
    listeners.tell();
    return [...heard];
  };
  afterEach(() => {
    listeners.clear();
    failures.length = 0;
  });

  it("are told until they leave; one who listens twice is told twice, and leaves once at a time", () => {
    const listener = (): void => void heard.push("a");
    const first = listeners.add(listener);
    listeners.add(listener);
    assert.deepEqual(told(), ["a", "a"]);
    first.dispose();
    first.dispose();
    assert.deepEqual(told(), ["a"]);
    listeners.clear();
    assert.deepEqual(told(), []);
  });

  it("are told whatever fails in another, and though one leaves meanwhile", () => {
    const error = new Error("of one");
    listeners.add(() => {
      throw error;
    });
    const once = listeners.add(() => {
      heard.push("once");
      once.dispose();
    });
    listeners.add(() => void heard.push("always"));
    assert.deepEqual([told(), told()], [["once", "always"], ["always"]]);
    assert.deepEqual(failures, [error, error]);
  });
});
