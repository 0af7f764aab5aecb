import { credentialIn, isHalfPair, originIn, s3PairIn } from "./credentialText";
import type { FoundCredential, FoundCredentials } from "./foundCredentials";
import { readIni } from "./ini";

/**
 * Reads the remotes of an rclone.conf: of `type = storj` (once `tardigrade`) the access grant, of `type = s3` Storj's
 * pairs. A remote of Storj's without a readable credential is counted, such as one that holds an API key and a
 * passphrase instead of a grant. Errors: `encrypted`, `no-section`.
 */
export function readRcloneConf(text: string): FoundCredentials {
  const found: FoundCredential[] = [];
  let skipped = 0;
  for (const { name, values } of readIni(text)) {
    const value = (key: string): string => values.get(key) ?? "";
    const type = value("type");
    if (type === "storj" || type === "tardigrade") {
      const credential = credentialIn(value("access_grant"));
      if (credential) found.push({ name, credential });
      else skipped++;
    } else if (type === "s3") {
      const [id, secret, endpoint] = [value("access_key_id"), value("secret_access_key"), value("endpoint")];
      const credential = s3PairIn(id, secret, endpoint);
      if (credential) found.push({ name, credential });
      else if (value("provider") === "Storj" || isStorjshare(endpoint) || isHalfPair(id, secret)) skipped++;
    }
  }
  return { found, skipped };
}

function isStorjshare(endpoint: string): boolean {
  const origin = originIn(endpoint);
  return origin !== undefined && /(?:^|\.)storjshare\.io$/.test(new URL(origin).hostname);
}
