import { sha256 } from "@noble/hashes/sha2.js";
import { type Bytes, concat, equalBytes, hex } from "./bytes";
import { type Macaroon, signTail } from "./macaroon";

/** What one API key is to another, as far as it can be proved without the root secret. */
export type Relation = "same" | "ancestor" | "descendant" | "sibling" | "unrelated";

export interface Lineage {
  /** What `a` is to `b`. */
  readonly relation: Relation;
  /** How many caveats both begin with. */
  readonly commonCaveats: number;
}

/** Whether signing the descendant's further caveats with the ancestor's tail gives the descendant's tail: that proves the descent. */
function continues(ancestor: Macaroon, descendant: Macaroon): boolean {
  const tail = descendant.caveats.slice(ancestor.caveats.length).reduce(signTail, ancestor.tail);
  return equalBytes(tail, descendant.tail);
}

/**
 * Tells an ancestor from a descendant by the chain of tails. The same head with caveats that part makes siblings, of which nothing can be
 * proved; a chain inside the other's whose tail does not lead there is a forgery, and unrelated.
 */
export function lineage(a: Macaroon, b: Macaroon): Lineage {
  if (!equalBytes(a.head, b.head)) return { relation: "unrelated", commonCaveats: 0 };
  const shorter = Math.min(a.caveats.length, b.caveats.length);
  let commonCaveats = 0;
  while (commonCaveats < shorter && equalBytes(a.caveats[commonCaveats] as Uint8Array, b.caveats[commonCaveats] as Uint8Array)) {
    commonCaveats++;
  }
  if (commonCaveats < shorter) return { relation: "sibling", commonCaveats };
  const isAncestor = a.caveats.length <= b.caveats.length;
  if (!(isAncestor ? continues(a, b) : continues(b, a))) return { relation: "unrelated", commonCaveats };
  if (a.caveats.length === b.caveats.length) return { relation: "same", commonCaveats };
  return { relation: isAncestor ? "ancestor" : "descendant", commonCaveats };
}

/** A name for each beginning of a chain: that of the head alone first, that of the whole chain last. */
function beginnings({ head, caveats }: Macaroon): string[] {
  const digests = [sha256(head)];
  for (const caveat of caveats) digests.push(sha256(concat(digests.at(-1) as Bytes, caveat)));
  return digests.map(hex);
}

/**
 * Of each API key the index of its nearest ancestor among the others, where there is one: the longest chain whose tail leads to its own.
 * Takes time with the number of keys and caveats, not with its square.
 */
export function nearestAncestors(macaroons: readonly Macaroon[]): (number | undefined)[] {
  const chains = macaroons.map(beginnings);
  const byChain = new Map<string | undefined, number[]>();
  for (const at of chains.keys()) {
    const own = chains[at]?.at(-1);
    const alike = byChain.get(own);
    if (alike) alike.push(at);
    else byChain.set(own, [at]);
  }
  return macaroons.map((macaroon, at) => {
    // From the second longest on: its own chain makes no ancestor.
    for (const beginning of chains[at]?.slice(0, -1).reverse() ?? []) {
      const found = byChain.get(beginning)?.find((other) => continues(macaroons[other] as Macaroon, macaroon));
      if (found !== undefined) return found;
    }
    return undefined;
  });
}
