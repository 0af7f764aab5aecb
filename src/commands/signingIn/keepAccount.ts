import { formatNodeId } from "../../grant";
import { showOutside } from "../../platform/showOutside";
import type { Account } from "../../vault/accounts";
import { consoleName } from "../contacting/consoleWords";
import { satelliteOfAccount } from "../contacting/linkedAccount";
import type { SignInAround } from "./signInAround";

/** Keeps an account that was just signed in to, and shows it. A session that was begun for it and can't be kept is ended. Errors: VaultError. */
export async function keepAccount(around: SignInAround, account: Omit<Account, "id">): Promise<Account> {
  const { accounts, apiKeys, ask, decoder } = around;
  const { t } = decoder.voice();
  const saved = await accounts.save(account).catch(async (error: unknown) => {
    if (account.way === "session" && account.isBrowsers !== true) await endUnkept(around, account);
    throw error;
  });
  await approveOwnSatellite(around, saved);
  await apiKeys.reveal(saved.id);
  void ask.showInformation(t("You are signed in to {0} as {1}. Its projects and API keys are in the view API Keys.", consoleName(saved.origin), showOutside(saved.name)));
  return saved;
}

/** Who signs in to a console wants its satellite asked too: nobody has to agree to that once more. */
async function approveOwnSatellite({ approved }: SignInAround, { nodeUrl }: Account): Promise<void> {
  const { at } = satelliteOfAccount({ nodeUrl }) ?? {};
  if (at) await approved.add(formatNodeId(at.id), `${at.host}:${String(at.port)}`);
}

async function endUnkept({ clock, deadlineMs }: SignInAround, { origin, secret }: Omit<Account, "id">): Promise<void> {
  const { sessionApi } = await import("../../satellite/console");
  // That it could not be kept is the failure to tell; else it ends by itself.
  await sessionApi({ origin: new URL(origin), clock, deadlineMs }, secret).signOut().catch(() => undefined);
}
