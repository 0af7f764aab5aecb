import type { Account } from "../vault/accounts";
import type { Services } from "./services";

/** Not built yet. */
export async function signIn({ ask }: Services, args: readonly unknown[]): Promise<void> {
  await ask.showWarning(`Not built yet. ${args.length}`);
}

/** Not built yet. */
export async function signInFromEnvironment({ ask }: Services): Promise<void> {
  await ask.showWarning("Not built yet.");
}

/** Not built yet. */
export async function signInAgain({ ask }: Services, account: Account): Promise<Account | undefined> {
  await ask.showWarning(`Not built yet. ${account.name}`);
  return undefined;
}
