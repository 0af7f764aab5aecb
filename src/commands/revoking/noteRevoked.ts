import type { Macaroon } from "../../grant";
import { limiter } from "../../vault/atOnce";
import type { SavedRecord } from "../../vault/record";
import type { Vault } from "../../vault/vault";
import { VaultError } from "../../vault/vaultError";
import { savedHeirs } from "./kin";

/** What came of noting a revocation. */
export interface Noted {
  /** The saved ones that have ended, also those that were noted before. */
  readonly ended: readonly SavedRecord[];
  /** Those of which it could not be noted, and why. */
  readonly failed: readonly { readonly record: SavedRecord; readonly why: string }[];
}

/** Notes the instant of a revocation with everything saved that ended by it; an earlier one stays. What has gone meanwhile needs no note. */
export function noteRevoked(vault: Pick<Vault, "all" | "change">, macaroon: Macaroon, at: number): Promise<Noted> {
  return noteEnded(vault, savedHeirs(macaroon, vault.all()), at);
}

/** Notes with saved ones that they have ended, as {@link noteRevoked} does. */
export async function noteEnded(vault: Pick<Vault, "change">, ended: readonly SavedRecord[], at: number): Promise<Noted> {
  const limited = limiter();
  const notes = ended.filter(({ revokedAt }) => revokedAt === undefined).map((record) =>
    limited(async () => {
      try {
        await vault.change(record.id, { revokedAt: at });
        return [];
      } catch (error) {
        if (!(error instanceof VaultError)) throw error;
        return error.code === "gone" ? [] : [{ record, why: error.wrong }];
      }
    }),
  );
  return { ended, failed: (await Promise.all(notes)).flat() };
}
