import type { ConsoleAccess } from "./access";
import type { SessionApi } from "./api";

/** Not built yet. */
export function sessionApi(access: ConsoleAccess, token: string): SessionApi {
  throw new Error(`not built yet ${access.origin.origin} ${token.length}`);
}
