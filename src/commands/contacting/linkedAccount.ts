import { type Bytes, equalBytes, hostOf, parseNodeUrl, parseSatelliteUrl, publicSatelliteUrls, utf8 } from "../../grant";
import type { KeyFacts } from "../../decoder/keyFacts";
import { type SatelliteAddress, satelliteAddress } from "../../satellite/address";
import type { Account } from "../../vault/accounts";
import type { ConsoleKey } from "../../vault/record";
import { VaultError } from "../../vault/vaultError";
import { consoleKeyFor } from "../../views/apiKeys/linkedKeys";
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

/** The accounts at a console, those first of which the session is not known to be over. The accounts have been loaded. */
export function accountsOf({ accounts, sessions }: Pick<Services, "accounts" | "sessions">, origin: string): readonly Account[] {
  const own = accounts.all().filter((account) => account.origin === origin);
  return own.toSorted((a, b) => Number(sessions.isOver(a.id)) - Number(sessions.isOver(b.id)));
}

/**
 * The accounts that may look at the API key of a credential, where that is known or said, as {@link accountsOf} has them. The vault and the
 * accounts have been loaded.
 */
export function linkedAccounts(services: Services, facts: Pick<KeyFacts, "family" | "macaroon">): readonly LinkedAccount[] {
  const key = consoleKeyFor(facts, services.vault.all());
  return key ? accountsOf(services, key.origin).map((account) => ({ account, key })) : [];
}

/** The satellite of an account's console, as the console told: its node URL, and where that leads. Undefined where it leads nowhere. */
export function satelliteOfAccount({ nodeUrl }: Pick<Account, "nodeUrl">): { readonly address: Bytes; readonly at: SatelliteAddress } | undefined {
  const address = utf8(nodeUrl);
  const at = addressOf(address);
  return at && { address, at };
}

/**
 * The accounts at the satellite with a node ID. Any console may claim to be of any satellite: of Storj's own it is known which console they have. The
 * accounts have been loaded.
 */
export function accountsAt({ accounts }: Pick<Services, "accounts">, id: Bytes): readonly Account[] {
  const own = publicSatelliteUrls.map((url) => parseNodeUrl(url)).find((url) => url.id && equalBytes(url.id, id));
  return accounts.all().filter((account) => {
    const satellite = satelliteOfAccount(account)?.at;
    return satellite && equalBytes(satellite.id, id) && (!own || account.origin === `https://${hostOf(own.address)}`);
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
