import type { ConsoleAccess } from "./access";
import type { ConsoleApi } from "./api";

/** Not built yet. */
export function restKeyApi(access: ConsoleAccess, restKey: string): ConsoleApi {
  throw new Error(`not built yet ${access.origin.origin} ${restKey.length}`);
}
