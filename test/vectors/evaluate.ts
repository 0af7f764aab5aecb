import {
  type Action,
  type ActionName,
  actionNames,
  actions,
  allowedBuckets,
  apiKeyVersion,
  equalBytes,
  evaluate as verdictOn,
  isZeroInstant,
  type Macaroon,
  maxObjectTtl,
  parseApiKey,
  tailsFrom,
} from "../../src/grant";
import { goText } from "../support/cli/goText";
import type { Fields } from "./compare";
import { bytesOf, instantOf, numberOf, objectsOf, textBytesOf, textOf } from "./given";
import type { VectorFile } from "./kinds";
import { attempt, ttlOf } from "./shapes";

/** `ActionPutObjectRetention` for putObjectRetention. */
const goName = (name: ActionName): string => `Action${name.charAt(0).toUpperCase()}${name.slice(1)}`;
const actionNumbered = (number: number): ActionName | undefined =>
  actionNames.find((name) => actions[name].number === number);

/** An action's name and number, as they are written; what Go does not name it calls unknown. */
function opOf(given: Fields): Fields {
  const number = numberOf(given, "op_number");
  const name = actionNumbered(number);
  return { op: name ? goName(name) : `unknown-${number}`, op_number: number };
}

function keyOf(given: Fields, file: Fields): Fields {
  const key = objectsOf(file, "keys")[numberOf(given, "key")];
  if (!key) throw new RangeError("the case names a key that is not in the file");
  return key;
}

/** The action of a case; undefined where no time is given, which Go does not check at all. */
function actionOf(given: Fields): Action | undefined {
  const time = instantOf(given, "time");
  if (!time || isZeroInstant(time)) return undefined;
  const [bucket, encryptedPath] = [textBytesOf(given, "bucket"), bytesOf(given, "encrypted_path")];
  return { name: actionNumbered(numberOf(given, "op_number")), bucket, encryptedPath, time };
}

/** The class of Go's refusal; undefined: allowed. */
function refusal(
  macaroon: Macaroon,
  secret: Uint8Array,
  action: Action | undefined,
  version: number,
): string | undefined {
  if (!equalBytes(tailsFrom(secret, macaroon).at(-1) as Uint8Array, macaroon.tail)) return "invalid";
  if (!action) return "error";
  const verdict = verdictOn(macaroon, action, version);
  if (verdict.allowed) return undefined;
  return verdict.because === "unreadable" ? "format" : "unauthorized";
}

const refusalOf = (code: string): string => (code === "permission" ? "unauthorized" : "format");

export const evaluate: VectorFile = {
  actions: {
    "": {
      given: [],
      found: ["name", "number"],
      answer: (given) => {
        const name = actionNumbered(numberOf(given, "number"));
        return name ? { name: goName(name), number: actions[name].number } : {};
      },
    },
  },
  keys: {
    "": {
      given: ["secret"],
      found: ["name", "api_key"],
      answer: (given) => {
        parseApiKey(textOf(given, "api_key"));
        return { name: textOf(given, "name"), api_key: textOf(given, "api_key") };
      },
    },
  },
  cases: {
    check: {
      given: ["key", "bucket", "bucket_hex", "encrypted_path", "time", "version", "secret"],
      found: ["op", "op_number", "allowed", "error"],
      answer: (given, file) => {
        const key = keyOf(given, file);
        const secret = bytesOf((given["secret"] ?? undefined) === undefined ? key : given, "secret");
        const error = refusal(parseApiKey(textOf(key, "api_key")), secret, actionOf(given), numberOf(given, "version"));
        return { ...opOf(given), allowed: error === undefined, error };
      },
    },
    max_object_ttl: {
      given: ["key"],
      found: ["max_object_ttl", "error"],
      answer: (given, file) => {
        const ttl = attempt(() => maxObjectTtl(parseApiKey(textOf(keyOf(given, file), "api_key"))));
        return ttl.error ? { error: refusalOf(ttl.error.code) } : { max_object_ttl: ttlOf(ttl.value) };
      },
    },
    allowed_buckets: {
      given: ["key", "bucket", "bucket_hex", "encrypted_path", "time"],
      found: ["op", "op_number", "all", "buckets", "error"],
      answer: (given, file) => {
        const action = actionOf(given);
        if (!action) throw new TypeError("allowed_buckets needs a time");
        const buckets = attempt(() => allowedBuckets(parseApiKey(textOf(keyOf(given, file), "api_key")), action));
        if (buckets.error) return { ...opOf(given), all: false, buckets: [], error: refusalOf(buckets.error.code) };
        return { ...opOf(given), all: buckets.value === undefined, buckets: (buckets.value ?? []).map(goText) };
      },
    },
    version: {
      given: ["version"],
      found: ["object_lock", "auditable", "eventing"],
      answer: (given) => {
        const version = numberOf(given, "version");
        return {
          object_lock: (version & apiKeyVersion.objectLock) !== 0,
          auditable: (version & apiKeyVersion.auditable) !== 0,
          eventing: (version & apiKeyVersion.eventing) !== 0,
        };
      },
    },
  },
};
