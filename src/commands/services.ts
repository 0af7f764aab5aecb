import type { ReadOnlyDocuments } from "../decoder/surfaces/readOnlyDocuments";
import type { Decoder } from "../decoder/surfaces/decoder";
import type { Ask } from "../platform/ask";
import type { Clock } from "../platform/clock";
import type { ForgettingClipboard } from "../vault/forgettingClipboard";
import type { Accounts } from "../vault/accounts";
import type { Vault } from "../vault/vault";
import type { ApiKeysView } from "../views/apiKeys/apiKeysView";
import type { ConsoleSessions } from "../views/apiKeys/consoleSessions";
import type { SavedGrantsView } from "../views/savedGrantsView";
import type { ApprovedHosts } from "./contacting/approvedHosts";
import type { FailedSignIns } from "./signingIn/failedSignIns";

/** What commands need of the running extension. */
export interface Services {
  readonly ask: Ask;
  readonly decoder: Decoder;
  readonly pages: ReadOnlyDocuments;
  readonly clipboard: ForgettingClipboard;
  readonly vault: Vault;
  readonly saved: SavedGrantsView;
  readonly approved: ApprovedHosts;
  readonly accounts: Accounts;
  readonly sessions: ConsoleSessions;
  readonly apiKeys: ApiKeysView;
  readonly failedSignIns: FailedSignIns;
  readonly clock: Clock;
}
