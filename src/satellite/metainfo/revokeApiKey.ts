import type { Bytes } from "../../grant";
import { ask } from "./ask";
import type { Caller } from "./caller";
import { readAnswer, writeRequest } from "./message";

export function revokeRequest(apiKey: Bytes, target: Bytes, agent?: Bytes): Bytes {
  return writeRequest(apiKey, [[1, target]], agent);
}

/**
 * Revokes an API key, given as its macaroon's bytes, and all that descends from it. The caller's key must be a strict ancestor of it, be
 * it expired or revoked itself; otherwise `unauthorized`. `internal` where it is revoked already, `invalid` where it is of another root.
 * A satellite that has seen the tail goes on accepting it for up to five minutes. Errors: as {@link ask}.
 */
export async function revokeApiKey(caller: Caller, target: Bytes): Promise<void> {
  const answer = await ask(caller, "/metainfo.Metainfo/RevokeAPIKey", revokeRequest(caller.apiKey, target));
  // It says nothing, but it must be an answer.
  readAnswer(answer, (reader) => {
    while (reader.next() !== undefined) reader.skip();
  });
}
