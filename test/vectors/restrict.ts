import {
  type Grant,
  hex,
  parseGrant,
  type Permission,
  type PermissionFlag,
  permissionFlags,
  restrictGrant,
  rewriteGrant,
  serializeApiKey,
  sharePermission,
} from "../../src/grant";
import { snakeCase } from "../support/cli/inspect";
import { type Fields, refused } from "./compare";
import { bytesOrNone, fieldsOf, flagOf, instantOf, objectsOf, textBytesOf, textOf } from "./given";
import type { VectorFile } from "./kinds";
import { attempt, isTextExact, sameGrant, storeOf, textAndHex, timeOf, ttlOf } from "./shapes";

const flags = Object.keys(permissionFlags) as PermissionFlag[];

function permissionOf(given: Fields): Permission {
  const ttl =
    (given["max_object_ttl"] ?? undefined) === undefined ? undefined : fieldsOf(given["max_object_ttl"], "ttl");
  return {
    ...Object.fromEntries(flags.map((flag) => [flag, flagOf(given, snakeCase(flag))])),
    notBefore: instantOf(given, "not_before"),
    notAfter: instantOf(given, "not_after"),
    maxObjectTtl: ttl && BigInt(textOf(ttl, "ns")),
  };
}

/** A permission as it was read, so that a field that nobody reads is seen. */
const permissionAsRead = (permission: Permission): Fields => ({
  ...Object.fromEntries(flags.map((flag) => [snakeCase(flag), permission[flag]])),
  not_before: timeOf(permission.notBefore),
  not_after: timeOf(permission.notAfter),
  max_object_ttl: ttlOf(permission.maxObjectTtl),
});

export const restrict: VectorFile = {
  cases: {
    "": {
      given: ["grant", "via", "nonce"],
      repeated: ["permission", "prefixes"],
      found: ["caveat", "api_key", "result", "text_exact", "effective", "go_error"],
      answer: (given) => {
        const permission = permissionOf(fieldsOf(given["permission"], "permission"));
        const prefixes = objectsOf(given, "prefixes").map((prefix) => ({
          bucket: textBytesOf(prefix, "bucket"),
          prefix: textBytesOf(prefix, "prefix"),
        }));
        const asRead = {
          permission: permissionAsRead(permission),
          prefixes: prefixes.map(({ bucket, prefix }) => ({
            ...textAndHex("bucket", bucket),
            ...textAndHex("prefix", prefix),
          })),
        };
        const via = textOf(given, "via");
        if (via !== "uplink" && via !== "grant") throw new TypeError(`via ${via} is unknown`);
        const restricted = attempt((): Grant => {
          const grant = parseGrant(textOf(given, "grant"));
          const nonce = bytesOrNone(given, "nonce");
          return via === "uplink"
            ? restrictGrant(rewriteGrant(grant), sharePermission(permission), prefixes, nonce)
            : restrictGrant(grant, permission, prefixes, nonce);
        });
        if (restricted.error) return { ...asRead, go_error: refused(restricted.error.message) };
        const { macaroon, store } = restricted.value;
        return {
          ...asRead,
          caveat: hex(macaroon.caveats.at(-1) as Uint8Array),
          api_key: serializeApiKey(macaroon),
          result: sameGrant(restricted.value),
          text_exact: isTextExact(restricted.value),
          effective: storeOf(store),
        };
      },
    },
  },
};
