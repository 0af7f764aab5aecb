import type { Services } from "../../../src/commands/services";
import { createAsk } from "../../../src/platform/askInWindow";
import type { RecordDetails, SavedCredential } from "../../../src/vault/record";
import type { Vault } from "../../../src/vault/vault";
import type { SavedNode } from "../../../src/views/savedNode";
import { voiceAt } from "../../support/chains";
import { type Act, FakeWindow } from "../../support/fakeWindow";
import { vaultInMemory } from "../../support/vaultInMemory";

type Kept = readonly [credential: SavedCredential, details: RecordDetails & { readonly label: string }];

export interface Around {
  readonly services: Services;
  readonly vault: Vault;
  readonly host: FakeWindow;
  /** What the view was asked to show and to be, in order. */
  readonly told: unknown[];
}

/** A vault that keeps these, in front of it a person with a script, and a view with these lines selected. */
export async function around(
  kept: readonly Kept[],
  script: readonly Act[] = [],
  selection: readonly SavedNode[] = [],
): Promise<Around> {
  const vault = vaultInMemory();
  for (const [credential, details] of kept) await vault.save(credential, details);
  const host = new FakeWindow(...script);
  const told: unknown[] = [];
  const [first] = selection;
  const saved = {
    selection: first ? [first, selection] : [],
    arrangement: { order: "lineage", filter: "before" },
    arrange: (change: unknown) => void told.push(change),
    reveal: (id: string) => Promise.resolve(void told.push(id)),
  };
  const services = { ask: createAsk(host), decoder: { voice: () => voiceAt() }, vault, saved } as unknown as Services;
  return { services, vault, host, told };
}
