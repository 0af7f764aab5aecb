import { type Bytes, equalBytes, parseSatelliteUrl, utf8 } from "../../grant";
import type { KeyFacts } from "../../decoder/keyFacts";
import { type SatelliteAddress, satelliteAddress } from "../../satellite/address";
import type { Account } from "../../vault/accounts";
import type { ConsoleKey } from "../../vault/record";
import { VaultError } from "../../vault/vaultError";
import { consoleKeyOfFamily } from "../../views/apiKeys/linkedKeys";
import type { Services } from "../services";

/** An account of the console that has the API key which a credential was made from. */
export interface LinkedAccount {
  readonly account: Account;
  readonly key: ConsoleKey;
}

/** Reads the accounts, for what goes on without them where they can't be read. */
export async function loadAccounts({ accounts }: Pick<Services, "accounts">): Promise<void> {
  try {
    await accounts.load();
  } catch (error) {
    if (!(error instanceof VaultError)) throw error;
  }
}

/**
 * The accounts that may look at the API key of a credential, where that is known or said, those first of which the session is not known to be over.
 * The vault and the accounts have been loaded.
 */
export function linkedAccounts({ accounts, sessions, vault }: Services, facts: Pick<KeyFacts, "family">): readonly LinkedAccount[] {
  const key = consoleKeyOfFamily(facts, vault.all());
  if (!key) return [];
  const own = accounts.all().filter(({ origin }) => origin === key.origin);
  return own.toSorted((a, b) => Number(sessions.isOver(a.id)) - Number(sessions.isOver(b.id))).map((account) => ({ account, key }));
}

/** The satellite of an account's console, as the console told: its node URL, and where that leads. Undefined where it leads nowhere. */
export function satelliteOfAccount({ nodeUrl }: Pick<Account, "nodeUrl">): { readonly address: Bytes; readonly at: SatelliteAddress } | undefined {
  const address = utf8(nodeUrl);
  const at = addressOf(address);
  return at && { address, at };
}

/** The accounts at the satellite with a node ID. The accounts have been loaded. */
export function accountsAt({ accounts }: Pick<Services, "accounts">, id: Bytes): readonly Account[] {
  return accounts.all().filter((account) => {
    const own = satelliteOfAccount(account)?.at;
    return own && equalBytes(own.id, id);
  });
}

/** Where a node URL leads; undefined where it leads nowhere. */
function addressOf(nodeUrl: Bytes): SatelliteAddress | undefined {
  try {
    return satelliteAddress(parseSatelliteUrl(nodeUrl));
  } catch {
    return undefined;
  }
}
