import {
  addCaveat,
  buildGrant,

  encodeBase58Check,
  encodeCaveat,
  disallows,
  type Disallow,
  type Grant,
  instantFromMilliseconds,
  type Macaroon,
  noBytes,
  pathCipher,
  type Permission,
  restrictApiKey,
  restrictGrant,
  serializeApiKey,
  serializeGrant,
  signTail,
  Store,
  utf8,
} from "../../src/grant";

const day = 86_400_000;
export const us1 = "12EayRS2V1kEsWESU9QMRseFhdxYxKicsiFmxrsLZHeLUtdps3S@us1.storj.io:7777";

const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));

/** A root API key that no satellite knows. */
export function demoRootKey(): Macaroon {
  const head = random(32);
  return { head, caveats: [], tail: signTail(random(32), head) };
}

/** A grant for a whole project, with random keys: it opens nothing anywhere. */
export function demoGrant(satellite = us1, cipher: number = pathCipher.aesGcm): Grant {
  return buildGrant(utf8(satellite), demoRootKey(), new Store(random(32), cipher));
}

export const everyday: Permission = { allowDownload: true, allowUpload: true, allowList: true, allowDelete: true };
export const readOnly: Permission = { allowDownload: true, allowList: true };

export function prefix(bucket: string, path: string): { bucket: Uint8Array; prefix: Uint8Array } {
  return { bucket: utf8(bucket), prefix: utf8(path) };
}

/** The base32 of S3 credentials made by the auth service: a kind byte and random ones. */
function base32(kind: number, length: number): string {
  const letters = "abcdefghijklmnopqrstuvwxyz234567";
  const bits = Array.from([kind, ...random(length)], (byte) => byte.toString(2).padStart(8, "0")).join("");
  return Array.from(bits.match(/.{1,5}/g) ?? [], (group) => letters[parseInt(group.padEnd(5, "0"), 2)]).join("");
}

export const demoAccessKeyId = (): string => base32(77, 16);
export const demoSecretKey = (): string => base32(78, 32);

/** Every kind of credential that the extension knows, made at this moment; `now` in milliseconds since 1970. */
export function demoCredentials(now: number) {
  const at = (days: number) => instantFromMilliseconds(now + days * day + 60_000);
  const root = demoGrant();
  const tenant = restrictGrant(root, everyday, [prefix("photos", "tenant1/")]);
  const plain = demoGrant(us1, pathCipher.null);
  const nothing = Object.fromEntries(disallows.map((name) => [name, false])) as Record<Disallow, boolean>;
  const caveat = { ...nothing, allowedPaths: [], notAfter: undefined, notBefore: undefined, maxObjectTtl: undefined, nonce: noBytes };
  const text = serializeGrant;
  const tenantReader = restrictGrant(restrictGrant(root, readOnly, []), { ...readOnly, notAfter: at(8) }, [prefix("photos", "tenant1/")]);
  const accessKeyId = demoAccessKeyId();
  const amzDate = new Date(now).toISOString().replace(/[-:]|\.\d+/g, "");
  const oldSoftware = addCaveat(root.macaroon, encodeCaveat({ ...caveat, disallowWrites: true, disallowDeletes: true }));
  const onlyPrefix = { bucket: utf8("photos"), encryptedPathPrefix: noBytes };
  const tooWide = addCaveat(root.macaroon, encodeCaveat({ ...caveat, allowedPaths: [onlyPrefix] }));
  return {
    root: text(root),
    tenant: text(tenant),
    readOnlyForEightDays: text(tenantReader),
    expired: text(restrictGrant(tenant, { ...readOnly, notAfter: at(-3) }, [])),
    notYet: text(restrictGrant(tenant, { ...readOnly, notBefore: at(3), notAfter: at(30) }, [])),
    dead: text(restrictGrant(restrictGrant(root, { allowDownload: true }, []), { allowUpload: true }, [])),
    unencrypted: text(restrictGrant(plain, readOnly, [prefix("photos", "tenant1/")])),
    oldSoftware: text(buildGrant(root.satelliteAddress, oldSoftware, root.store)),
    defaultKeyKept: text(buildGrant(root.satelliteAddress, tooWide, root.store)),
    wrongNodeId: text(demoGrant(us1.replace(/^[^@]*/, encodeBase58Check(Uint8Array.from([...random(31), 0]))))),
    withoutNodeId: text(demoGrant("us1.storj.io:7777")),
    apiKey: serializeApiKey(demoRootKey()),
    readOnlyApiKey: serializeApiKey(restrictApiKey(demoRootKey(), readOnly, [])),
    accessKeyId,
    secretKey: demoSecretKey(),
    link: `https://link.storjshare.io/s/${demoAccessKeyId()}/photos/tenant1/cat.jpg?wrap=0&download=1`,
    linkWithGrant: `https://link.storjshare.io/raw/${text(tenantReader)}/photos/tenant1/cat.jpg`,
    presignedUrl:
      `https://gateway.storjshare.io/photos/tenant1/cat.jpg?X-Amz-Algorithm=AWS4-HMAC-SHA256` +
      `&X-Amz-Credential=${accessKeyId}%2F${amzDate.slice(0, 8)}%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=${amzDate}` +
      `&X-Amz-Expires=86400&X-Amz-SignedHeaders=host&X-Amz-Signature=${"0".repeat(64)}`,
    nodeUrl: us1,
  };
}

export type DemoCredentials = ReturnType<typeof demoCredentials>;

/** The texts of which nothing may be seen: all but addresses; of links and presigned URLs what opens something. */
export function secretTexts(demo: DemoCredentials): string[] {
  const { nodeUrl: _address, link, linkWithGrant: _holdsAnother, presignedUrl: _signedByAnother, ...secret } = demo;
  return [...Object.values(secret), new URL(link).pathname.split("/")[2] ?? ""];
}
