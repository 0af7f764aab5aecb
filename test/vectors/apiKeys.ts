import { hex, parseApiKey, serializeApiKey, serializeMacaroon, tailsFrom } from "../../src/grant";
import { bytesOf, textOf } from "./given";
import type { Kind, VectorFile } from "./kinds";
import { macaroonOf } from "./shapes";

/** An odd API key that is accepted, and what Go writes for it. */
export const apiKeyKind: Kind = {
  given: ["text"],
  found: ["head", "caveats", "tail", "reserialized", "go_error"],
  answer: (given) => {
    const macaroon = parseApiKey(textOf(given, "text"));
    return { ...macaroonOf(macaroon), reserialized: serializeApiKey(macaroon) };
  },
};

export const apiKeys: VectorFile = {
  cases: {
    "": {
      given: ["secret"],
      found: ["text", "raw", "head", "caveats", "tail", "tails", "go_error"],
      answer: (given) => {
        const macaroon = parseApiKey(textOf(given, "text"));
        return {
          text: serializeApiKey(macaroon),
          raw: hex(serializeMacaroon(macaroon)),
          ...macaroonOf(macaroon),
          tails: tailsFrom(bytesOf(given, "secret"), macaroon).map(hex),
        };
      },
    },
  },
};
