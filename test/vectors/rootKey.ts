import {
  deriveKey,
  deriveRootKey,
  grantFromRootKey,
  hex,
  argon2Threads,
  noBytes,
  nodeUrlBytes,
  overrideEncryptionKey,
  parseApiKey,
  parseGrant,
  parseSatelliteUrl,
  rewriteGrant,
} from "../../src/grant";
import { refused, whereGiven } from "./compare";
import { bytesOf, numberOf, textBytesOf, textOf } from "./given";
import type { VectorFile } from "./kinds";
import { attempt, isTextExact, sameGrant, storeOf } from "./shapes";

export const rootKey: VectorFile = {
  cases: {
    root_key: {
      given: ["passphrase", "passphrase_hex", "salt", "path", "path_hex", "threads"],
      found: ["key", "go_error"],
      answer: async (given) => {
        const [passphrase, path] = [textBytesOf(given, "passphrase"), textBytesOf(given, "path")];
        return { key: hex(await deriveRootKey(passphrase, bytesOf(given, "salt"), path, numberOf(given, "threads"))) };
      },
    },
    derive_key: {
      given: ["key", "message", "message_hex"],
      found: ["derived", "go_error"],
      answer: (given) => ({ derived: hex(deriveKey(bytesOf(given, "key"), textBytesOf(given, "message"))) }),
    },
    grant_from_passphrase: {
      given: ["api_key", "passphrase", "passphrase_hex", "path_cipher", "salt", "satellite"],
      found: ["root_key", "grant", "text_exact", "effective", "go_error"],
      answer: async (given) => {
        const satellite = nodeUrlBytes(parseSatelliteUrl(textBytesOf(given, "satellite")));
        const macaroon = parseApiKey(textOf(given, "api_key"));
        const passphrase = textBytesOf(given, "passphrase");
        const key = await deriveRootKey(passphrase, bytesOf(given, "salt"), noBytes, argon2Threads.rootKey);
        const grant = grantFromRootKey(satellite, macaroon, key, numberOf(given, "path_cipher"));
        return {
          root_key: hex(key),
          grant: sameGrant(grant),
          text_exact: isTextExact(grant),
          effective: storeOf(grant.store),
        };
      },
    },
    tenant_override: {
      given: [
        "bucket",
        "bucket_hex",
        "grant",
        "passphrase",
        "passphrase_hex",
        "prefix",
        "prefix_hex",
        "salt",
        "threads",
      ],
      found: ["tenant_key", "result", "text_exact", "effective", "go_error"],
      answer: async (given) => {
        const passphrase = textBytesOf(given, "passphrase");
        const key = await deriveRootKey(passphrase, bytesOf(given, "salt"), noBytes, numberOf(given, "threads"));
        const result = attempt(() => {
          const grant = rewriteGrant(parseGrant(textOf(given, "grant")));
          return overrideEncryptionKey(grant, textBytesOf(given, "bucket"), textBytesOf(given, "prefix"), key);
        });
        const tenant = { tenant_key: whereGiven(hex(key)) };
        if (result.error) return { ...tenant, go_error: refused(result.error.message) };
        return {
          ...tenant,
          tenant_key: hex(key),
          result: sameGrant(result.value),
          text_exact: whereGiven(isTextExact(result.value)),
          effective: storeOf(result.value.store),
        };
      },
    },
  },
};
