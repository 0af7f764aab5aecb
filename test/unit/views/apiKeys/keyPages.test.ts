import assert from "node:assert/strict";
import type { KeyQuery } from "../../../../src/satellite/console/api";
import { ConsoleError } from "../../../../src/satellite/console/consoleError";
import { KeyPages, pageSize, usualQuery } from "../../../../src/views/apiKeys/keyPages";
import { Random } from "../../../oracle/random";
import { KeysModel, numberedNames } from "../../../support/keysModel";
import { ManualClock } from "../../../support/manualClock";

/** `PAGES_SEED=7` repeats the run of a seed. */
const { PAGES_SEED } = process.env;
const firstSeed = PAGES_SEED === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(PAGES_SEED);
const seeds = PAGES_SEED === undefined ? 20 : 1;

/** A door that a test opens. */
function gate(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
}

describe("the pages of a project's API keys", () => {
  let model: KeysModel;
  let clock: ManualClock;
  let pages: KeyPages;
  let changes: number;

  beforeEach(() => {
    model = new KeysModel();
    clock = new ManualClock();
    changes = 0;
    pages = new KeyPages({ ask: model.ask, clock, changed: () => { changes++; } });
  });

  const shown = (): string[] => pages.keys.map(({ name }) => name);
  const first = (count: number, query = usualQuery): string[] => model.sorted(query).slice(0, count).map(({ name }) => name);
  const failing = (error: unknown) => () => { throw error; };

  it("come one at a time, each with one request, until all are there", async () => {
    model.add(...numberedNames(120));
    assert.equal(pages.total, undefined);
    await pages.load();
    assert.deepEqual([shown(), pages.total, pages.hasMore], [first(50), 120, true]);
    await pages.load();
    await pages.more();
    await pages.more();
    assert.deepEqual([shown(), pages.hasMore], [first(120), false]);
    await pages.more();
    assert.deepEqual(model.asked(), ["name 1 50", "name 2 50", "name 3 50"]);
    assert.equal(pages.find("id-7")?.name, "key 007");
  });

  it("of a project without any are none, and that is known", async () => {
    await pages.load();
    assert.deepEqual([pages.total, pages.count, pages.hasMore, pages.failure], [0, 0, false, undefined]);
  });

  it("wait for one another, and the same is not asked for twice at once", async () => {
    model.add(...numberedNames(250));
    await Promise.all([pages.load(), pages.load(), pages.more(), pages.more(), pages.refresh(), pages.refresh()]);
    assert.deepEqual(model.asked(), ["name 1 50", "name 2 50", "name 1 100"]);
    assert.equal(model.atOnce, 1);
    assert.deepEqual(shown(), first(100));
  });

  it("are asked for once more by who comes while they are read anew: the answer may be of before", async () => {
    model.add("a");
    await pages.load();
    const { opened, open } = gate();
    model.meanwhile = () => opened;
    const one = pages.refresh();
    await new Promise((resolve) => setImmediate(resolve));
    const two = pages.refresh();
    open();
    await Promise.all([one, two]);
    assert.deepEqual(model.asked(), ["name 1 50", "name 1 50", "name 1 50"]);
  });

  for (const [loaded, requests] of [
    [50, ["name 1 50"]],
    [300, ["name 1 300"]],
    [350, ["name 1 175", "name 2 175"]],
    [650, ["name 1 217", "name 2 217", "name 3 217"]],
  ] as const) {
    it(`are read anew as far as ${loaded} are shown, in as few requests as can be, and no more of them`, async () => {
      model.add(...numberedNames(900));
      await pages.load();
      while (pages.count < loaded) await pages.more();
      model.asked();
      await pages.refresh();
      assert.deepEqual(model.asked(), requests);
      assert.deepEqual(shown(), first(loaded));
    });
  }

  it("don't ask beyond the end for what is gone", async () => {
    model.add(...numberedNames(350));
    await pages.load();
    while (pages.hasMore) await pages.more();
    model.keys.splice(100);
    model.asked();
    await pages.refresh();
    assert.deepEqual(model.asked(), ["name 1 175"]);
    assert.deepEqual([shown(), pages.total], [first(100), 100]);
  });

  it("are all asked for anew, once, where a key has gone or come between two of them", async () => {
    model.add(...numberedNames(120));
    await pages.load();
    model.delete("key 003");
    await pages.more();
    assert.deepEqual(model.asked(), ["name 1 50", "name 2 50", "name 1 100"]);
    assert.deepEqual([shown(), pages.total], [first(100), 119]);
    model.add("aaa");
    await pages.more();
    assert.deepEqual(model.asked(), ["name 3 50", "name 1 150"]);
    assert.deepEqual(shown(), first(120));
  });

  it("notice one that came and one that went at once, where that shifts a key", async () => {
    model.add(...numberedNames(120));
    await pages.load();
    model.delete("key 110");
    model.add("aaa");
    await pages.more();
    assert.deepEqual(model.asked(), ["name 1 50", "name 2 50", "name 1 100"]);
    assert.deepEqual(shown(), first(100));
  });

  for (const [what, change] of [
    ["went", () => { model.delete("key 003"); }],
    ["came and another went", () => { model.delete("key 899"); model.add("aaa"); }],
  ] as const) {
    it(`are read anew once more where a key ${what} between two of them`, async () => {
      model.add(...numberedNames(900));
      await pages.load();
      while (pages.count < 350) await pages.more();
      model.asked();
      model.meanwhile = (request) => {
        if (request !== "name 2 175" || model.requests.length > 2) return;
        change();
      };
      await pages.refresh();
      assert.deepEqual(model.asked(), ["name 1 175", "name 2 175", "name 1 175", "name 2 175"]);
      assert.deepEqual(shown(), first(350));
    });
  }

  for (const [what, loaded] of [["the next", 50], ["one of several", 350]] as const) {
    it(`are read anew once more where ${what} is shorter than it can be`, async () => {
      model.add(...numberedNames(900));
      const cut = new KeyPages({
        ask: async (query, page, size, signal) => {
          const answer = await model.ask(query, page, size, signal);
          return isCut && page === 2 ? { ...answer, keys: answer.keys.slice(1) } : answer;
        },
        clock,
        changed: () => { isCut = false; },
      });
      let isCut = false;
      await cut.load();
      while (cut.count < loaded) await cut.more();
      model.asked();
      isCut = true;
      await (loaded === 50 ? cut.more() : cut.refresh());
      const requests = loaded === 50 ? ["name 2 50", "name 1 100"] : ["name 1 175", "name 2 175", "name 1 175", "name 2 175"];
      assert.deepEqual(model.asked(), requests);
    });
  }

  it("come to an end where a console says that there are more and gives the same ones", async () => {
    model.add(...numberedNames(50));
    const same = new KeyPages({ ask: () => Promise.resolve({ keys: model.sorted(usualQuery), total: 120 }), clock, changed: () => undefined });
    await same.load();
    let clicks = 0;
    for (; same.hasMore && clicks < 10; clicks++) await same.more();
    assert.deepEqual([clicks, same.count], [2, 50]);
  });

  it("have nothing twice and end, where the list changes all the time", async () => {
    model.add(...numberedNames(700));
    await pages.load();
    for (let at = 0; at < 12; at++) await pages.more();
    model.asked();
    let made = 0;
    model.meanwhile = () => { model.add(`a new one ${made++}`); };
    await pages.refresh();
    assert.equal(model.asked().length, 5, "two, which did not fit together, and once all three");
    assert.equal(new Set(shown()).size, pages.count);
    model.meanwhile = () => undefined;
    await pages.refresh();
    assert.deepEqual(shown(), first(650));
  });

  it("of another query overtake those that run and wait, whether or not these hear of it", async () => {
    model.add(...numberedNames(120));
    for (const hears of [true, false]) {
      model.hearsSignals = hears;
      const { opened, open } = gate();
      model.meanwhile = (request) => (request.includes("key 01") ? undefined : opened);
      const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
      model.asked();
      const slow = [pages.refresh(), pages.more()];
      await turn();
      slow.push(pages.arrange({ search: "key 1" }));
      await turn();
      assert.deepEqual(model.asked(), ["name 1 50", "name key 1 1 50"], "both are under way");
      await pages.arrange({ search: "key 01", order: "date", isDescending: true });
      const wanted: KeyQuery = { order: "date", isDescending: true, search: "key 01" };
      assert.deepEqual(shown(), first(10, wanted));
      open();
      await Promise.all(slow);
      await model.atRest();
      assert.deepEqual([shown(), pages.query, pages.total, pages.failure], [first(10, wanted), wanted, 10, undefined]);
      await pages.arrange({ search: "", order: "name", isDescending: false });
    }
  });

  it("are asked for by who comes after another query, even at once", async () => {
    model.add(...numberedNames(120));
    await pages.load();
    model.asked();
    void pages.more();
    await Promise.all([pages.arrange({ isDescending: true }), pages.more()]);
    await model.atRest();
    assert.deepEqual(shown(), first(100, { ...usualQuery, isDescending: true }));
  });

  it("of another query begin with the first", async () => {
    model.add(...numberedNames(180));
    await pages.load();
    await pages.more();
    model.asked();
    await pages.arrange({ search: "key 1" });
    await pages.more();
    assert.deepEqual(model.asked(), ["name key 1 1 50", "name key 1 2 50"]);
    assert.deepEqual(shown(), first(80, { ...usualQuery, search: "key 1" }));
  });

  const attempts = [
    ["more", () => pages.more(), "name 2 50"],
    ["again", () => pages.refresh(), "name 1 50"],
    ["arrange", () => pages.arrange({ search: "key 1" }), "name key 1 1 50"],
  ] as const;

  for (const [tried, attempt, request] of attempts) {
    it(`stay as they were where others don't come (${tried}), say since when, and that can be tried again`, async () => {
      model.add(...numberedNames(120));
      await pages.load();
      const readAt = clock.now();
      await clock.advance(60_000);
      const error = new ConsoleError("unreachable");
      model.meanwhile = failing(error);
      await attempt();
      assert.deepEqual([pages.failure?.error, pages.failure?.tried, shown(), pages.total, pages.readAt], [error, tried, first(50), 120, readAt]);
      assert.deepEqual([pages.query, pages.wanted], [usualQuery, usualQuery]);
      await pages.load();
      model.meanwhile = () => undefined;
      assert.deepEqual(model.asked(), ["name 1 50", request]);
      await pages.retry();
      assert.deepEqual(model.asked(), [request]);
      assert.deepEqual([pages.failure, pages.query.search], [undefined, tried === "arrange" ? "key 1" : ""]);
    });
  }

  it("that failed at first are not asked for again before somebody says so", async () => {
    model.add("a");
    model.meanwhile = failing(new ConsoleError("server"));
    await pages.load();
    await pages.load();
    assert.equal(model.asked().length, 1);
    assert.deepEqual([pages.failure?.tried, pages.total], ["first", undefined]);
    model.meanwhile = () => undefined;
    await pages.retry();
    assert.deepEqual([shown(), pages.failure], [["a"], undefined]);
  });

  it("tell of each answer, and not of one that was overtaken", async () => {
    model.add(...numberedNames(60));
    await pages.load();
    assert.equal(changes, 1);
    const slow = pages.refresh();
    await pages.arrange({ isDescending: true });
    await slow;
    assert.equal(changes, 2);
  });

  it("are forgotten but for the query, and then come anew", async () => {
    model.add(...numberedNames(120));
    await pages.arrange({ isDescending: true });
    await pages.more();
    const under = pages.more();
    pages.forget();
    await under;
    assert.deepEqual([pages.count, pages.total, pages.hasMore], [0, undefined, false]);
    model.asked();
    await pages.load();
    assert.deepEqual(model.asked(), ["name desc 1 50"]);
  });

  it("are 200 for 10,000 keys: each is asked for once and each key taken once", async () => {
    model.add(...numberedNames(10_000));
    const sorted = model.sorted(usualQuery);
    let taken = 0;
    const counting = new KeyPages({
      ask: (_query, page, size) => {
        const keys = sorted.slice((page - 1) * size, page * size).map((key) => Object.defineProperty({ ...key }, "id", { get: () => (taken++, key.id) }));
        return Promise.resolve({ keys, total: sorted.length });
      },
      clock,
      changed: () => undefined,
    });
    await counting.load();
    let requests = 1;
    for (; counting.hasMore; requests++) await counting.more();
    assert.deepEqual([requests, counting.count], [10_000 / pageSize, 10_000]);
    assert.ok(taken <= 30_000, `${taken} looks at an ID`);
  });

  describe("find a key", () => {
    it("that is shown without a request", async () => {
      model.add(...numberedNames(20));
      await pages.load();
      model.asked();
      assert.equal(await pages.seek("id-7"), true);
      assert.deepEqual(model.asked(), []);
    });

    it("behind what is shown with one, where all come at once; a search that hides it goes", async () => {
      model.add(...numberedNames(120));
      await pages.arrange({ search: "key 00" });
      model.asked();
      assert.equal(await pages.seek("id-119"), true);
      assert.deepEqual(model.asked(), ["name 1 50", "name 1 150"]);
      assert.deepEqual(shown(), first(120));
      assert.equal(await pages.seek("gone"), false);
    });

    it("among thousands from the youngest on, and then show those of its name", async () => {
      model.add(...numberedNames(1_000), "zz\\top");
      await pages.load();
      model.asked();
      assert.equal(await pages.seek("id-1000"), false, "the model does not know that _ stands for any character");
      assert.deepEqual(model.asked(), ["date desc 1 300", "name zz_top 1 50"]);
      await pages.arrange({ search: "" });
      model.asked();
      assert.equal(await pages.seek("id-500"), true);
      assert.deepEqual(model.asked(), ["date desc 1 300", "date desc 2 300", "name key 500 1 50"]);
      assert.deepEqual(shown(), ["key 500"]);
      assert.equal(await pages.seek("gone"), false);
    });

    for (const [what, keys] of [
      ["none", () => []],
      ["the same ones", () => numberedNames(300).map((name, at) => ({ id: `id-${at}`, name, createdAt: at, creator: "" }))],
    ] as const) {
      it(`not, where the console says that there are more without an end, and gives ${what}: that is asked for no more`, async () => {
        let asked = 0;
        const endless = new KeyPages({
          ask: () => (++asked > 100 ? Promise.reject(new Error("asked again and again")) : Promise.resolve({ keys: keys(), total: Number.MAX_SAFE_INTEGER })),
          clock,
          changed: () => undefined,
        });
        assert.equal(await endless.seek("gone"), false);
        assert.ok(asked <= 3, `${asked} requests`);
        assert.equal(endless.failure, undefined);
      });
    }

    it("no more, once somebody cancels that; what was shown stays", async () => {
      model.add(...numberedNames(1_000));
      await pages.load();
      for (const hears of [true, false]) {
        model.hearsSignals = hears;
        const controller = new AbortController();
        model.asked();
        model.meanwhile = (request) => { if (request === "date desc 2 300") controller.abort(); };
        await assert.rejects(pages.seek("id-100", controller.signal), { name: "AbortError" });
        assert.deepEqual(model.asked(), ["date desc 1 300", "date desc 2 300"]);
        assert.deepEqual([shown(), pages.failure, pages.wanted], [first(50), undefined, usualQuery]);
      }
      await pages.refresh();
      assert.equal(pages.failure, undefined);
    });

    it("no more, where somebody has cancelled before the first page came", async () => {
      model.add(...numberedNames(1_000));
      await assert.rejects(pages.seek("id-100", AbortSignal.abort()), { name: "AbortError" });
      assert.deepEqual(model.asked(), ["name 1 50"]);
    });

    it("not, where the console fails, which is a failure", async () => {
      model.add("a");
      await pages.load();
      model.keys.push(...Array.from({ length: 400 }, (_, at) => ({ id: `x${at}`, name: `x${at}`, createdAt: 0, creator: "" })));
      await pages.refresh();
      model.meanwhile = failing(new ConsoleError("server"));
      assert.equal(await pages.seek("x399"), false);
      assert.equal((pages.failure?.error as ConsoleError).code, "server");
    });
  });

  describe("whatever happens at once", () => {
    for (let at = 0; at < seeds; at++) {
      const seed = firstSeed + at;
      it(`have nothing twice, and after a refresh nothing is missing (PAGES_SEED=${seed})`, async () => {
        const random = new Random(seed);
        model.add(...numberedNames(random.pick([0, 3, 49, 50, 51, 120, 400])));
        let made = 0;
        const disturb = (): void => {
          if (random.chance(0.5)) model.add(`key ${random.below(1_000)} ${made++}`);
          else if (model.keys.length > 0) model.delete(random.pick(model.keys).name);
        };
        model.meanwhile = () => {
          if (random.chance(0.3)) disturb();
          if (random.chance(0.1)) throw new ConsoleError(random.pick(["server", "timeout", "signed-out"]));
        };
        const query = (): Partial<KeyQuery> => ({
          ...(random.chance(0.5) && { order: random.pick(["name", "date", "creator"] as const) }),
          ...(random.chance(0.5) && { isDescending: random.chance(0.5) }),
          ...(random.chance(0.5) && { search: random.pick(["", "key", "key 1", "no such"]) }),
        });
        const under: Promise<unknown>[] = [];
        for (let operation = 0; operation < 200; operation++) {
          model.hearsSignals = random.chance(0.5);
          under.push(
            random.weighted([
              [3, () => pages.load()],
              [6, () => pages.more()],
              [3, () => pages.refresh()],
              [2, () => pages.arrange(query())],
              [2, () => pages.retry()],
              [1, () => { pages.forget(); return Promise.resolve(); }],
            ])(),
          );
          if (random.chance(0.4)) await Promise.all(under.splice(0));
          else if (random.chance(0.5)) await new Promise((resolve) => setImmediate(resolve));
          if (random.chance(0.2)) disturb();
          const ids = pages.keys.map(({ id }) => id);
          assert.equal(new Set(ids).size, ids.length, `twice after operation ${operation}`);
        }
        await Promise.all(under);
        model.meanwhile = () => undefined;
        await pages.refresh();
        const all = model.sorted(pages.query);
        assert.deepEqual(pages.keys, all.slice(0, Math.max(pages.count, Math.min(pageSize, all.length))));
        while (pages.hasMore) await pages.more();
        assert.deepEqual([pages.keys, pages.total], [all, all.length]);
      });
    }
  });
});
