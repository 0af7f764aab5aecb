import { isHalfPair, s3PairIn } from "./credentialText";
import type { FoundCredential, FoundCredentials } from "./foundCredentials";
import { readIni } from "./ini";

/**
 * Reads the profiles of an AWS credentials file whose pair is Storj's. Those of others are passed over. Error:
 * `no-section`.
 */
export function readAwsCredentials(text: string): FoundCredentials {
  const found: FoundCredential[] = [];
  let skipped = 0;
  for (const { name, values } of readIni(text)) {
    const [id, secret] = [values.get("aws_access_key_id") ?? "", values.get("aws_secret_access_key") ?? ""];
    const credential = s3PairIn(id, secret, values.get("endpoint_url"));
    if (credential) found.push({ name: name.replace(/^profile\s+/, ""), credential });
    else if (isHalfPair(id, secret)) skipped++;
  }
  return { found, skipped };
}
