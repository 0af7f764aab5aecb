import { randomBytes } from "node:crypto";
import { once } from "node:events";
import type { AddressInfo, Server, Socket } from "node:net";
import { authServer, type HttpFault } from "./authService";
import { encodeBase58Check } from "./base58check";
import { newIdentity } from "./certificates";
import type { RpcFailure } from "./drpc";
import { encryptionAccess, writeGrant } from "./grant";
import { writeMacaroon } from "./macaroon";
import { type EdgeUrls, metainfoRpcs } from "./metainfo";
import { metainfoServer } from "./metainfoServer";
import { type PathCipher, pathCipher } from "./pathEncryption";
import { type ApiKey, fill, newApiKey, newProject, type Project, sharedProject } from "./project";
import type { Asked } from "./requests";
import { passphrase, rootKey } from "./rootKey";

export interface SatelliteOptions {
  /** The fourth API key is auditable: it refuses every tail with a caveat. */
  readonly audited?: boolean;
  /** The project overrides the edge URLs: with this auth service and two dead ends. */
  readonly edge?: boolean;
  /** The project overrides the edge URLs with these. */
  readonly edgeUrls?: EdgeUrls;
  /** Free tier: public credentials get an end after 24 hours. */
  readonly free?: boolean;
  /** How long API keys and revocations are remembered, in milliseconds: one minute unless given. */
  readonly cacheMs?: number;
  /** What time it is there, in milliseconds. */
  readonly now?: () => number;
  /** Any free ones unless given. */
  readonly ports?: { readonly satellite: number; readonly auth: number };
  /** So many objects in a third bucket, `many`, as if made with `rootGrant`. */
  readonly many?: number;
  /** Names beside the usual ones: empty buckets, and objects in `encrypted` and `plain`. */
  readonly names?: { readonly buckets?: readonly string[]; readonly objects?: readonly string[] };
}

/** What a test needs to know, under the names that the Go stand-in uses. */
export interface Ready {
  readonly satelliteNodeURL: string;
  readonly satelliteID: string;
  readonly authURL: string;
  readonly passphrase: string;
  readonly edgeToken: string;
  /** The API keys are of the first; the second is empty. Salts in hexadecimal digits. */
  readonly projects: readonly Readonly<Record<"id" | "publicId" | "name" | "salt", string>>[];
  readonly apiKeys: readonly [string, string, string, string, string];
  /** `apiKeys[0]` with the key that `encrypted` was filled with. */
  readonly rootGrant: string;
  /** `apiKeys[1]` with the key and null cipher that `plain` was filled with. */
  readonly nullCipherGrant: string;
  readonly buckets: readonly string[];
  /** In `encrypted` and `plain`. */
  readonly objects: readonly string[];
}

interface Faults {
  satellite?: RpcFailure | "silence" | "hang-up" | undefined;
  auth?: HttpFault | "silence" | undefined;
}

export interface StandIn {
  readonly ready: Ready;
  /** What is answered instead, from now on, to all that comes; a test sets it, and sets it back. */
  readonly faults: Faults;
  /** What has been asked so far. */
  requests(): readonly Asked[];
  /** How many connections have come so far, whether or not anything was asked. */
  connections(): number;
  stop(): Promise<void>;
}

const edgeToken = "edge-token";
const objects = ["tenant1", "tenant1/a.txt", "tenant1/sub/b.txt", "tenant1-x", "tenant10/x", "tenant2/c.txt"];

/**
 * A stand-in for a satellite and its auth service, on the loopback and in memory. It shares no code with src/, so that
 * a mistake there does not hide behind the same mistake here.
 */
export async function startSatellite(options: SatelliteOptions = {}): Promise<StandIn> {
  const { cacheMs = 60_000, now = Date.now, ports = { satellite: 0, auth: 0 } } = options;
  const project = filledProject(now(), options);
  const keys = [0, 1, 2, 3, 4].map((at) => newApiKey(project, at === 3 && options.audited === true));
  const asked: Asked[] = [];
  const faults: Faults = {};
  const identity = newIdentity();
  let nodeUrl = "";

  const auth = authServer({
    keys,
    nodeUrl: () => nodeUrl,
    edgeToken,
    isFree: options.free === true,
    now,
    note: (method, path) => asked.push({ to: "auth", method, path }),
    fault: () => faults.auth,
  });
  const authUrl = `http://${await listen(auth, ports.auth)}`;
  const rpcs = metainfoRpcs({
    keys,
    edge: options.edgeUrls ?? (options.edge === true ? edgeUrls(authUrl) : undefined),
    cacheMs,
    now,
    note: (rpc, tail) => asked.push({ to: "satellite", rpc, tail }),
    fault: () => faults.satellite,
  });
  const metainfo = metainfoServer(identity, rpcs);
  nodeUrl = `${identity.nodeId}@${await listen(metainfo, ports.satellite)}`;

  const connections = new Set<Socket>();
  let count = 0;
  for (const server of [auth, metainfo]) {
    server.on("connection", (socket: Socket) => {
      count++;
      connections.add(socket);
      socket.once("close", () => connections.delete(socket));
    });
  }

  const { nodeId } = identity;
  const projects = [project, newProject("Empty", randomBytes(16), now())];
  return {
    ready: readyOf({ satelliteNodeURL: nodeUrl, satelliteID: nodeId, authURL: authUrl }, projects, keys, options),
    faults,
    requests: () => [...asked],
    connections: () => count,
    stop: async () => {
      const closed = [auth, metainfo].map((server) => once(server, "close"));
      for (const server of [auth, metainfo]) server.close();
      for (const socket of connections) socket.destroy();
      await Promise.all(closed);
    },
  };
}

/** Resolves to the address, as `127.0.0.1:7777`. */
async function listen(server: Server, port: number): Promise<string> {
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function edgeUrls(authService: string): EdgeUrls {
  return {
    authService,
    publicLinksharing: "http://127.0.0.1:1/public",
    privateLinksharing: "http://127.0.0.1:1/internal",
  };
}

function filledProject(createdAt: number, { names, many = 0 }: SatelliteOptions): Project {
  const project = sharedProject(createdAt);
  const all = [...objects, ...(names?.objects ?? [])];
  fill(project, "encrypted", pathCipher.aesGcm, all);
  fill(project, "plain", pathCipher.null, all);
  for (const bucket of names?.buckets ?? []) fill(project, bucket, pathCipher.null, []);
  const numbered = Array.from({ length: many }, (_, at) => `object-${String(at).padStart(5, "0")}`);
  if (many > 0) fill(project, "many", pathCipher.aesGcm, numbered);
  // Buckets are kept as a satellite lists them.
  const sorted = [...project.buckets].sort(([a], [b]) => (a < b ? -1 : 1));
  return { ...project, buckets: new Map(sorted) };
}

function readyOf(
  where: Pick<Ready, "satelliteNodeURL" | "satelliteID" | "authURL">,
  projects: readonly Project[],
  keys: readonly ApiKey[],
  { names }: SatelliteOptions,
): Ready {
  const grant = (key: ApiKey | undefined, cipher: PathCipher): string => {
    if (!key) throw new Error("there are five API keys");
    const access = encryptionAccess(rootKey, cipher);
    return writeGrant({ satellite: where.satelliteNodeURL, macaroon: key.root, encryptionAccess: access });
  };
  return {
    ...where,
    passphrase,
    edgeToken,
    projects: projects.map(({ id, publicId, name, salt }) => ({ id, publicId, name, salt: salt.toString("hex") })),
    apiKeys: keys.map(({ root }) => encodeBase58Check(writeMacaroon(root))) as unknown as Ready["apiKeys"],
    rootGrant: grant(keys[0], pathCipher.aesGcm),
    nullCipherGrant: grant(keys[1], pathCipher.null),
    buckets: [...(projects[0]?.buckets.keys() ?? [])].map((name) => Buffer.from(name, "latin1").toString()),
    objects: [...objects, ...(names?.objects ?? [])],
  };
}
