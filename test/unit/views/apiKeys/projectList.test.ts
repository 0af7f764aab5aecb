import assert from "node:assert/strict";
import type { ConsoleProject } from "../../../../src/satellite/console/api";
import { ConsoleError } from "../../../../src/satellite/console/consoleError";
import { ProjectList } from "../../../../src/views/apiKeys/projectList";
import { ManualClock } from "../../../support/manualClock";

const project = (name: string, id = name): ConsoleProject => ({ id, name, createdAt: 0, edge: {} });

describe("the list of an account's projects", () => {
  let answer: () => readonly ConsoleProject[];
  let requests: number;
  let changes: number;
  let clock: ManualClock;
  let list: ProjectList;

  beforeEach(() => {
    answer = () => [project("a"), project("b")];
    requests = changes = 0;
    clock = new ManualClock();
    list = new ProjectList({
      ask: async (signal) => {
        requests++;
        await new Promise((resolve) => setImmediate(resolve));
        signal.throwIfAborted();
        return answer();
      },
      clock,
      changed: () => { changes++; },
    });
  });

  const names = (): string[] | undefined => list.projects?.map(({ name }) => name);

  it("comes with one request, however often and by how many it is wanted", async () => {
    assert.equal(list.projects, undefined);
    await Promise.all([list.load(), list.load(), list.load()]);
    await list.load();
    assert.deepEqual([names(), requests, changes, list.readAt], [["a", "b"], 1, 1, clock.now()]);
    assert.equal(list.find("b")?.name, "b");
  });

  it("is asked for anew, behind what runs, once for all who wait", async () => {
    await Promise.all([list.refresh(), list.refresh()]);
    assert.equal(requests, 1);
    const running = list.refresh();
    await new Promise((resolve) => setImmediate(resolve));
    answer = () => [project("c")];
    await Promise.all([running, list.refresh(), list.refresh(), list.load()]);
    assert.deepEqual([names(), requests], [["c"], 3]);
  });

  it("has no project twice", async () => {
    answer = () => [project("a"), project("b"), project("again", "a")];
    await list.load();
    assert.deepEqual(list.projects?.map(({ id }) => id), ["a", "b"]);
  });

  it("stays as it was where it does not come anew, and is not asked for again by itself", async () => {
    await list.load();
    const readAt = clock.now();
    await clock.advance(1_000);
    const error = new ConsoleError("timeout");
    answer = () => { throw error; };
    await list.refresh();
    await list.load();
    assert.deepEqual([names(), list.failure?.error, list.readAt, requests], [["a", "b"], error, readAt, 2]);
    answer = () => [];
    await list.refresh();
    assert.deepEqual([names(), list.failure], [[], undefined]);
  });

  it("is not asked for again after a first failure before somebody says so", async () => {
    answer = () => { throw new ConsoleError("no-host"); };
    await list.load();
    await list.load();
    assert.deepEqual([names(), requests], [undefined, 1]);
  });

  it("is forgotten, with what is under way", async () => {
    const under = list.load();
    await new Promise((resolve) => setImmediate(resolve));
    list.forget();
    await under;
    assert.deepEqual([names(), changes], [undefined, 0]);
    await list.load();
    assert.deepEqual([names(), requests], [["a", "b"], 2]);
  });
});
