import type { ConsoleProject, ListedKey } from "../../satellite/console";
import type { Account } from "../../vault/accounts";
import type { Services } from "../services";

/** A project of an account that is signed in to. */
export interface ChosenProject {
  readonly account: Account;
  readonly project: ConsoleProject;
}

/** API keys of one project. */
export interface ChosenKeys extends ChosenProject {
  readonly keys: readonly ListedKey[];
}

/**
 * The account that is meant: clicked in the view, else the only one, else the one that the person picks. Undefined where they left, or where none is
 * signed in to: then that has been told, with Sign In….
 */
export async function chooseAccount(services: Services, args: readonly unknown[], title: string): Promise<Account | undefined> {
  return Promise.reject(new Error(`not built yet ${title} ${args.length} ${services.clock.now()}`));
}

/** The project that is meant: clicked (or of the key that was clicked), else picked, the account first where there are several. */
export async function chooseProject(services: Services, args: readonly unknown[], title: string): Promise<ChosenProject | undefined> {
  return Promise.reject(new Error(`not built yet ${title} ${args.length} ${services.clock.now()}`));
}

/** The API keys that are meant: clicked and selected in one project of the view, else picked (found on the server by a part of the name). */
export async function chooseApiKeys(services: Services, args: readonly unknown[], title: string): Promise<ChosenKeys | undefined> {
  return Promise.reject(new Error(`not built yet ${title} ${args.length} ${services.clock.now()}`));
}
