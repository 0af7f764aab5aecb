import { lineage as lineageOf, parseApiKey } from "../../src/grant";
import { textOf } from "./given";
import type { VectorFile } from "./kinds";

export const lineage: VectorFile = {
  cases: {
    "": {
      given: ["a", "b"],
      found: ["relation", "common_caveats", "go_error"],
      answer: (given) => {
        const { relation, commonCaveats } = lineageOf(parseApiKey(textOf(given, "a")), parseApiKey(textOf(given, "b")));
        return { relation, common_caveats: commonCaveats };
      },
    },
  },
};
