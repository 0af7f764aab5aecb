import { readFileSync } from "node:fs";

/** Credentials of the golden vectors: none is real. */
function texts(file: string, field: string): string[] {
  const { cases } = JSON.parse(readFileSync(`test/fixtures/vectors/${file}`, "utf8")) as { cases: Record<string, string>[] };
  return cases.map((vector) => vector[field] as string);
}

/** Those that are decoded unasked, and those that are too long for it. */
export const vectorGrants: readonly string[] = texts("grants.json", "grant").filter((text) => text.length < 4096);
export const longVectorGrants: readonly string[] = texts("grants.json", "grant").filter((text) => text.length >= 4096);
export const vectorApiKeys: readonly string[] = texts("api_keys.json", "text");

/** One of each, of ordinary length. */
export const vectorGrant = vectorGrants.find((text) => text.length > 280 && text.length < 420) as string;
export const vectorApiKey = vectorApiKeys.find((text) => text.length > 120 && text.length < 160) as string;
export const vectorPresignedUrl = texts("presign.json", "url")[0] as string;

/** S3 credentials made up, with digits and the last letters of real ones. */
export const accessKeyId = "jvd5h2ymkq4rtgnw7ysxopbleuia";
export const secretKey = "jzq2wpxrk5ymtcv3ahne6ojgdbuflswqixz7tmkp4rvhcyenod2ag";

export const nodeUrl = "12EayRS2V1kEsWESU9QMRseFhdxYxKicsiFmxrsLZHeLUtdps3S@us1.storj.io:7777";
export const linkText = `https://link.storjshare.io/s/${accessKeyId}/photos/2026/summer%20%26%20sea.jpg?download=1`;
