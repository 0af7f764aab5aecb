import assert from "node:assert/strict";
import { exchanges, needed, Replay } from "./replayedConsole";
import { describedAs, itGiven } from "./subject";

describe("contract: what a real console answered", () => {
  describedAs({ console: { keys: 120 } });

  it("has 80 exchanges", () => assert.equal(exchanges.length, 80));

  const replay = new Replay("main");
  for (const exchange of replay.exchanges) {
    itGiven(["fresh", ...needed], exchange.name, (given) => replay.ask(exchange, given));
  }
});
