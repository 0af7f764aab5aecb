import { needed, Replay } from "./replayedConsole";
import { describedAs, itGiven } from "./subject";

describe("contract: what a real console answered that guards against requests of other sites, and limits those to sign in", () => {
  describedAs({ console: { csrf: true, limits: true } });

  const replay = new Replay("csrf");
  for (const exchange of replay.exchanges) {
    itGiven(["fresh", "csrf", "limits", ...needed], exchange.name, (given) => replay.ask(exchange, given));
  }
});
