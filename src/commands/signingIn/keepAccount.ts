import { satelliteOf } from "../../decoder/satellite";
import { showOutside } from "../../platform/showOutside";
import type { Account } from "../../vault/accounts";
import { consoleName } from "../contacting/consoleWords";
import { satelliteOfAccount } from "../contacting/linkedAccount";
import type { SignInAround } from "./signInAround";

/**
 * Keeps an account that was just signed in to, and shows it. A session that was begun for it and can't be kept is ended, and so is the one that it
 * takes the place of. Errors: VaultError.
 */
export async function keepAccount({ accounts, apiKeys, ask, decoder, sessions }: SignInAround, signedIn: Omit<Account, "id">): Promise<Account> {
  const { t } = decoder.voice();
  const { account, before } = await accounts.save(signedIn).catch(async (error: unknown) => {
    await sessions.endUnkept(signedIn);
    throw error;
  });
  if (before && before.secret !== account.secret) void sessions.endUnkept(before);
  await apiKeys.reveal(account.id);
  const done = t("You are signed in to {0} as {1}. Its projects and API keys are in the view API Keys.", consoleName(account.origin), showOutside(account.name));
  const satellite = unseenSatellite(account);
  const named = satellite === undefined ? "" : ` ${t("It says that its satellite is {0}: while you are signed in, that is asked without a question.", satellite)}`;
  void ask.showInformation(`${done}${named}`);
  return account;
}

/** The name of a console's satellite where that has another host: whoever typed the console's has not seen it. */
function unseenSatellite(account: Account): string | undefined {
  const own = satelliteOfAccount(account);
  return own && own.at.host.toLowerCase() !== new URL(account.origin).hostname ? satelliteOf(own.address).name : undefined;
}
