import assert from "node:assert/strict";
import { DisposableStore } from "../../../src/platform/lifecycle";

describe("DisposableStore", () => {
  const order: string[] = [];
  const held = (name: string) => ({ dispose: () => void order.push(name) });
  beforeEach(() => void order.splice(0));

  it("lets go of everything once, last come first", () => {
    const store = new DisposableStore();
    const a = held("a");
    assert.equal(store.add(a), a);
    store.add(held("b"));
    store.dispose();
    store.dispose();
    assert.deepEqual(order, ["b", "a"]);
    assert.ok(store.isDisposed);
  });

  it("lets go at once of what comes after the end", () => {
    const store = new DisposableStore();
    store.dispose();
    store.add(held("late"));
    assert.deepEqual(order, ["late"]);
  });

  it("lets go of one alone, and not of what is another's", () => {
    const store = new DisposableStore();
    const a = store.add(held("a"));
    store.delete(a);
    store.delete(held("other"));
    store.dispose();
    assert.deepEqual(order, ["a"]);
  });

  it("goes on where one throws, and throws that then", () => {
    const store = new DisposableStore();
    store.add(held("a"));
    store.add({
      dispose: () => {
        throw new Error("stuck");
      },
    });
    store.add(held("c"));
    assert.throws(() => {
      store.dispose();
    }, /stuck/);
    assert.deepEqual(order, ["c", "a"]);
  });
});
