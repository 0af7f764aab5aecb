import * as v from "valibot";
import { GrantError, parseApiKey } from "../../grant";
import { goTime } from "../../platform/goTime";
import type { ConsoleProject, KeyPage, ListedKey } from "./api";
import { uuidShape } from "./uuid";

/** What stands in a header or a cookie as it is, without quotes. */
const headerShape = /^[!#-+\--:<-[\]-~]{1,4096}$/;

export function isHeaderToken(text: string): boolean {
  return headerShape.test(text);
}

/** Far above what a console lets people write. */
const words = v.pipe(v.string(), v.maxLength(1024));
const uuid = v.pipe(v.string(), v.regex(uuidShape), v.toLowerCase());
/** Go's zero is the year 1: what has no time. */
const moment = v.fallback(v.optional(v.pipe(goTime, v.minValue(1))), undefined);
/** Empty is the same as none. */
const address = v.pipe(
  v.nullish(words),
  v.transform((text) => text || undefined),
);
const isOn = v.nullish(v.boolean(), false);

/** As many at most, and none twice. */
function listOf<Item extends { readonly id: string }>(item: v.GenericSchema<unknown, Item>, most: number) {
  const list = v.pipe(
    v.array(item),
    v.maxLength(most),
    v.check((items) => new Set(items.map(({ id }) => id)).size === items.length),
  );
  // Go writes null where there is none.
  return v.pipe(
    v.nullable(list),
    v.transform((items): readonly Item[] => items ?? []),
  );
}

/** storj satellite/console/consoleweb/config.go; the rest is for the web app. */
export const config = v.object({
  satelliteName: words,
  satelliteNodeURL: words,
  captcha: v.nullish(v.object({ login: v.nullish(v.record(v.string(), v.nullish(v.object({ enabled: isOn })))) })),
  ssoEnabled: isOn,
  restAPIKeysUIEnabled: isOn,
  csrfToken: v.nullish(v.pipe(v.string(), v.check((text) => text === "" || isHeaderToken(text))), ""),
});

/** What begins a session; an `error` with 200 asks for a passcode or recovery code. */
export const begunSession = v.union([
  v.object({ error: v.string() }),
  v.pipe(
    v.object({ token: v.pipe(v.string(), v.check(isHeaderToken)), expiresAt: goTime }),
    v.transform(({ token, expiresAt }) => ({ error: undefined, token, expiresAt })),
  ),
]);

const listedKey = v.pipe(
  v.object({ id: uuid, name: words, createdAt: moment, creatorEmail: v.nullish(words, "") }),
  v.transform(({ id, name, createdAt, creatorEmail: creator }): ListedKey => ({ id, name, createdAt, creator })),
);

/** A page of no more than was asked for. storj satellite/console/apikeys.go, APIKeyPage. */
export function keyPage(size: number): v.GenericSchema<unknown, KeyPage> {
  return v.pipe(
    v.object({ apiKeys: listOf(listedKey, size), totalCount: v.pipe(v.number(), v.safeInteger(), v.minValue(0)) }),
    v.transform(({ apiKeys: keys, totalCount: total }): KeyPage => ({ keys, total })),
  );
}

/** What is created has no caveats yet: with some it would be a part of another API key. */
function isNewApiKey(text: string): boolean {
  try {
    return parseApiKey(text).caveats.length === 0;
  } catch (error) {
    if (error instanceof GrantError) return false;
    throw error;
  }
}

export const createdKey = v.pipe(
  v.object({ key: v.pipe(words, v.check(isNewApiKey)), keyInfo: listedKey }),
  v.transform(({ key, keyInfo: listed }) => ({ key, listed })),
);

const mostProjects = 10_000;

/** Projects of the web app's API, where `id` is the public ID. */
export const projects = listOf(
  v.pipe(
    v.object({
      id: uuid,
      name: words,
      createdAt: moment,
      edgeURLOverrides: v.nullish(v.object({ authService: address, publicLinksharing: address, gatewayEndpoint: address })),
    }),
    v.transform(({ id, name, createdAt, edgeURLOverrides }): ConsoleProject => {
      const { authService, publicLinksharing, gatewayEndpoint: gateway } = edgeURLOverrides ?? {};
      return { id, name, createdAt, edge: { authService, publicLinksharing, gateway } };
    }),
  ),
  mostProjects,
);

/** Projects of the generated API, where `id` is the internal one. */
export const generatedProjects = listOf(
  v.pipe(
    v.object({ publicId: uuid, name: words, createdAt: moment }),
    v.transform(({ publicId: id, name, createdAt }): ConsoleProject => ({ id, name, createdAt, edge: {} })),
  ),
  mostProjects,
);

/** storj satellite/console/projects.go, ProjectConfig. Where the satellite has the passphrase, it may be in it: that is not read. */
export const projectConfig = v.pipe(
  v.object({ salt: v.pipe(words, v.nonEmpty(), v.base64()), hasManagedPassphrase: v.boolean(), encryptPath: v.boolean() }),
  v.transform(({ salt, hasManagedPassphrase, encryptPath: encryptsPaths }) => ({
    salt: new Uint8Array(Buffer.from(salt, "base64")),
    hasManagedPassphrase,
    encryptsPaths,
  })),
);
