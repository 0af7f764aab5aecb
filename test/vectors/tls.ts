import { formatNodeId, hex, parseNodeId } from "../../src/grant";
import { nodeIdOf, readCertificate, verifyChain } from "../../src/satellite/metainfo/chain";
import { MetainfoError } from "../../src/satellite/metainfo/errors";
import { type Fields, refused } from "./compare";
import { hexOf, listOf, textOf } from "./given";
import type { VectorFile } from "./kinds";

/** What `step` gives, or how it was refused. */
function attempt<T>(step: () => T): { value: T; error?: undefined } | { value?: undefined; error: string } {
  try {
    return { value: step() };
  } catch (error) {
    if (error instanceof MetainfoError) return { error: error.message };
    throw error;
  }
}

/** The ID that the second certificate gives, where there is one. */
function identity(chain: readonly Uint8Array[]): Fields {
  const [, second] = chain;
  const ca = second && attempt(() => readCertificate(second)).value;
  if (!ca) return {};
  const id = attempt(() => nodeIdOf(ca));
  if (!id.value) return { id_error: refused(id.error) };
  return { node_id: formatNodeId(id.value), node_id_hex: hex(id.value), version: ca.version };
}

export const tls: VectorFile = {
  cases: {
    "": {
      given: ["chain", "asked_id"],
      found: ["asked_id_hex", "ok", "go_error", "node_id", "node_id_hex", "version", "id_error"],
      answer: (given) => {
        const chain = listOf(given, "chain").map((item) => hexOf(item, "chain"));
        const asked = parseNodeId(textOf(given, "asked_id"));
        const { error } = attempt(() => verifyChain(chain, asked));
        return {
          asked_id_hex: hex(asked),
          ok: error === undefined,
          ...(error === undefined ? {} : { go_error: refused(error) }),
          ...identity(chain),
        };
      },
    },
  },
};
