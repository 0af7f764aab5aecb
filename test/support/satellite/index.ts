import { once } from "node:events";
import type { AddressInfo, Server, Socket } from "node:net";
import { authServer } from "./authService";
import { newIdentity } from "./certificates";
import { consoleServer } from "./console";
import { consoleControls } from "./consoleControls";
import { CsrfTokens } from "./consoleCsrf";
import { SignInLimit } from "./consoleLimit";
import type { ConsoleControls, ConsoleOptions, ConsoleReady } from "./consoleOptions";
import { RestKeys } from "./consoleRestKeys";
import { Sessions } from "./consoleSessions";
import { type ConsoleState, Projects } from "./consoleState";
import type { RpcFailure } from "./drpc";
import type { ConsoleFaults, HttpFault } from "./faults";
import { type Filled, filled, objects } from "./filled";
import { strictMicroseconds } from "./goTime";
import { encryptionAccess, writeGrant } from "./grant";
import { type EdgeUrls, metainfoRpcs } from "./metainfo";
import { metainfoServer } from "./metainfoServer";
import { type PathCipher, pathCipher } from "./pathEncryption";
import { known, password, People } from "./people";
import { type ApiKey, apiKeyText } from "./project";
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
  readonly ports?: { readonly satellite: number; readonly auth: number; readonly console?: number };
  /** So many objects in a third bucket, `many`, as if made with `rootGrant`. */
  readonly many?: number;
  /** Names beside the usual ones: empty buckets, and objects in `encrypted` and `plain`. */
  readonly names?: { readonly buckets?: readonly string[]; readonly objects?: readonly string[] };
  readonly console?: ConsoleOptions;
}

/** What a test needs to know, under the names that the Go stand-in uses. */
export interface Ready extends ConsoleReady {
  readonly satelliteNodeURL: string;
  readonly satelliteID: string;
  readonly authURL: string;
  readonly passphrase: string;
  readonly edgeToken: string;
  /** The API keys are of the first; the second is empty. Salts in hexadecimal digits. */
  readonly projects: readonly Readonly<Record<"id" | "publicId" | "name" | "salt", string>>[];
  /** Named `key 000` to `key 004` in the console. */
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
  console?: ConsoleFaults;
}

export interface StandIn {
  readonly ready: Ready;
  /** What is answered instead, from now on, to all that comes; a test sets it, and sets it back. */
  readonly faults: Faults;
  readonly console: ConsoleControls;
  /** What has been asked so far. */
  requests(): readonly Asked[];
  /** How many connections have come so far, whether or not anything was asked. */
  connections(): number;
  stop(): Promise<void>;
}

const edgeToken = "edge-token";

/**
 * A stand-in for a satellite, its console and its auth service, on the loopback and in memory. It shares no code with
 * src/, so that a mistake there does not hide behind the same mistake here.
 */
export async function startSatellite(options: SatelliteOptions = {}): Promise<StandIn> {
  const { cacheMs = 60_000, now = Date.now, ports = { satellite: 0, auth: 0 } } = options;
  const people = new People();
  const content = filled(options, people, now());
  const { projects, keys } = content;
  const asked: Asked[] = [];
  const faults: Faults = {};
  const identity = newIdentity();
  const urls = { console: "", node: "", auth: "", edge: options.edgeUrls };

  const auth = authServer({
    keys,
    nodeUrl: () => urls.node,
    edgeToken,
    isFree: options.free === true,
    now,
    note: (method, path) => asked.push({ to: "auth", method, path }),
    fault: () => faults.auth,
  });
  urls.auth = `http://${await listen(auth, ports.auth)}`;
  if (options.edge === true) urls.edge ??= edgeUrls(urls.auth);

  const state: ConsoleState = {
    options: options.console ?? {},
    isFree: options.free === true,
    people,
    projects: new Projects(projects),
    keys,
    restKeys: new RestKeys(now),
    sessions: new Sessions(now, options.console?.sessionMs),
    csrf: new CsrfTokens(options.console?.csrf === true),
    limit: new SignInLimit(now),
    now,
    stamp: strictMicroseconds(now),
    urls: () => urls,
  };
  const restApiKey = state.restKeys.make(people.owner, "ready");
  const console = consoleServer(state, { note: (one) => asked.push(one), fault: () => faults.console });
  urls.console = `http://${await listen(console, ports.console ?? 0)}`;

  const rpcs = metainfoRpcs({
    keys,
    edge: urls.edge,
    cacheMs,
    now,
    note: (rpc, tail) => asked.push({ to: "satellite", rpc, tail }),
    fault: () => faults.satellite,
  });
  const metainfo = metainfoServer(identity, rpcs);
  urls.node = `${identity.nodeId}@${await listen(metainfo, ports.satellite)}`;

  const servers = [auth, console, metainfo];
  const connections = new Set<Socket>();
  let count = 0;
  for (const server of servers) {
    server.on("connection", (socket: Socket) => {
      count++;
      connections.add(socket);
      socket.once("close", () => connections.delete(socket));
    });
  }

  return {
    ready: {
      satelliteNodeURL: urls.node,
      satelliteID: identity.nodeId,
      consoleURL: urls.console,
      authURL: urls.auth,
      ...known,
      password,
      restApiKey,
      passphrase,
      edgeToken,
      ...readyContent(content, urls.node, options),
    },
    faults,
    console: consoleControls(state),
    requests: () => [...asked],
    connections: () => count,
    stop: async () => {
      const closed = servers.map((server) => once(server, "close"));
      for (const server of servers) server.close();
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
    gatewayEndpoint: "http://127.0.0.1:1/gw",
  };
}

type Content = Pick<Ready, "projects" | "apiKeys" | "rootGrant" | "nullCipherGrant" | "buckets" | "objects">;

function readyContent({ projects, firstKeys }: Filled, satellite: string, { names }: SatelliteOptions): Content {
  const grant = (key: ApiKey | undefined, cipher: PathCipher): string => {
    if (!key) throw new Error("there are five API keys");
    return writeGrant({ satellite, macaroon: key.root, encryptionAccess: encryptionAccess(rootKey, cipher) });
  };
  return {
    projects: projects.map(({ id, publicId, name, salt }) => ({ id, publicId, name, salt: salt.toString("hex") })),
    apiKeys: firstKeys.map(apiKeyText) as unknown as Ready["apiKeys"],
    rootGrant: grant(firstKeys[0], pathCipher.aesGcm),
    nullCipherGrant: grant(firstKeys[1], pathCipher.null),
    buckets: [...projects[0].buckets.keys()].map((name) => Buffer.from(name, "latin1").toString()),
    objects: [...objects, ...(names?.objects ?? [])],
  };
}
