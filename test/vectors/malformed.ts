import { parseApiKey, parseGrant, parseSatelliteUrl } from "../../src/grant";
import { apiKeyKind } from "./apiKeys";
import { refused } from "./compare";
import { textOf } from "./given";
import { grantKind } from "./grants";
import type { VectorFile } from "./kinds";
import { attempt } from "./shapes";

export const malformed: VectorFile = {
  cases: {
    grant: {
      given: ["text"],
      found: ["go_error", "refused_by"],
      answer: (given) => {
        const grant = attempt(() => parseGrant(textOf(given, "text")));
        if (grant.error) return { go_error: refused(grant.error.message), refused_by: "grant" };
        const url = attempt(() => parseSatelliteUrl(grant.value.satelliteAddress));
        return url.error ? { go_error: refused(url.error.message), refused_by: "address" } : {};
      },
    },
    "api-key": {
      given: ["text"],
      found: ["go_error"],
      answer: (given) => {
        parseApiKey(textOf(given, "text"));
        return {};
      },
    },
  },
  accepted_oddities: { grant: grantKind("text"), "api-key": apiKeyKind },
};
