import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { expiryCaveat, readCaveat } from "./caveat";
import type { HttpFault } from "./faults";
import { flagIn, GoJsonError, readGoJson, textIn, textsIn } from "./goJson";
import { readGrant, writeGrant } from "./grant";
import type { ApiKeys } from "./keys";
import { addCaveat } from "./macaroon";
import { UnreadableError } from "./protobuf";

/** What the auth service knows. */
export interface AuthService {
  readonly keys: Pick<ApiKeys, "withHead">;
  /** The only node URL whose grants are taken. */
  readonly nodeUrl: () => string;
  /** What a gateway shows to read credentials. */
  readonly edgeToken: string;
  /** Whether public credentials get an end after 24 hours. */
  readonly isFree: boolean;
  readonly now: () => number;
  /** Told of each request. */
  readonly note: (method: string, path: string) => void;
  readonly fault: () => HttpFault | "silence" | undefined;
}

/** A request that is refused; the text gets a line's end, as Go's http.Error gives it. */
class Refused extends Error {
  readonly status: number;

  constructor(status: number, text: string) {
    super(text);
    this.status = status;
  }
}

const largestBody = 4096;
const cors = {
  "Access-Control-Allow-Origin": "*",
  "Access-Control-Allow-Methods": "POST, OPTIONS",
  "Access-Control-Allow-Headers":
    "Content-Type, Accept, Accept-Language, Content-Language, Content-Length, Accept-Encoding",
};
const plain = { "Content-Type": "text/plain; charset=utf-8", "X-Content-Type-Options": "nosniff" };
const minute = 60_000;
const day = 86_400_000;

/**
 * Serves `/v1/access` as the auth service does: it asks the satellite nothing that could refuse a grant. Not listening
 * yet.
 */
export function authServer(service: AuthService): Server {
  /** What a gateway would be told, by access key ID. */
  const credentials = new Map<string, object>();

  const register = async (request: IncomingMessage): Promise<object> => {
    const { access_grant: text, public: isPublic, usage_tags: tags } = readRegistration(await bodyOf(request));
    const unknownTag = tags.find((tag) => tag !== "mcp" && tag !== "");
    if (unknownTag !== undefined) throw new Refused(400, `invalid tag: unknown tag ${JSON.stringify(unknownTag)}`);
    const grant = readGrant(text);
    if (typeof grant === "string") throw new Refused(400, `access grant: ${grant}`);
    const { satellite, macaroon } = grant;
    if (satellite !== service.nodeUrl()) {
      throw new Refused(400, `access grant: disallowed satellite: ${JSON.stringify(satellite)}`);
    }
    const expiry = earliestEnd(macaroon.caveats);
    if (expiry < service.now() + minute) {
      throw new Refused(400, "access grant: expiration cannot be shorter than a minute");
    }
    const known = service.keys.withHead(macaroon.head);
    const limit = service.now() + day;
    if (service.isFree && isPublic && !known) throw new Refused(500, "");
    const isLimited = service.isFree && isPublic && expiry > limit;
    const kept = isLimited ? addCaveat(macaroon, expiryCaveat(limit)) : macaroon;
    const [id, secret] = [base32(77, 16), base32(78, 32)];
    const project = known && { public_project_id: known.project.publicId };
    const written = writeGrant({ ...grant, macaroon: kept });
    credentials.set(id, { access_grant: written, secret_key: secret, public: isPublic, ...project });
    return {
      access_key_id: id,
      secret_key: secret,
      endpoint: "http://127.0.0.1:1/gateway",
      ...(isLimited && { freeTierRestrictedExpiration: new Date(limit).toISOString() }),
    };
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = "", url = "" } = request;
    const path = url.replace(/\?.*$/s, "");
    service.note(method, path);
    const fault = service.fault();
    if (fault === "silence") return;
    const id = /^\/v1\/access\/([^/]+)$/.exec(path)?.[1];
    if (fault) {
      response.writeHead(fault.status, { ...cors, ...plain, ...fault.headers }).end(fault.body ?? "");
    } else if (path === "/v1/access" && method === "OPTIONS") {
      response.writeHead(200, cors).end();
    } else if (path === "/v1/access" && method === "POST") {
      if (Number(request.headers["content-length"] ?? 0) > largestBody) throw new Refused(413, "");
      for (const [name, value] of Object.entries(cors)) response.setHeader(name, value);
      sendJson(response, await register(request));
    } else if (path === "/v1/access") {
      response.writeHead(405).end();
    } else if (id === undefined) {
      throw new Refused(404, "404 page not found");
    } else if (method !== "GET") {
      response.setHeader("Allow", "GET, HEAD");
      throw new Refused(405, "Method Not Allowed");
    } else {
      const found = credentials.get(id);
      const isGateway = request.headers.authorization === `Bearer ${service.edgeToken}`;
      if (!isGateway || !found) throw new Refused(401, "unauthorized");
      sendJson(response, found);
    }
  };

  return createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      if (!(error instanceof Refused)) throw error;
      response.writeHead(error.status, plain).end(`${error.message}\n`);
    });
  });
}

function sendJson(response: ServerResponse, body: object): void {
  response.writeHead(200, { "Content-Type": "application/json" }).end(`${JSON.stringify(body)}\n`);
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    chunks.push(chunk);
  }
  if (length > largestBody) throw new Refused(413, "http: request body too large");
  return Buffer.concat(chunks).toString();
}

interface Registration {
  readonly access_grant: string;
  readonly public: boolean;
  readonly usage_tags: readonly string[];
}

/** The body as Go's encoding/json reads it: what is not there is empty. */
function readRegistration(body: string): Registration {
  try {
    const given = readGoJson(body);
    return {
      access_grant: textIn(given, "access_grant"),
      public: flagIn(given, "public"),
      usage_tags: textsIn(given, "usage_tags"),
    };
  } catch (error) {
    if (error instanceof GoJsonError) throw new Refused(422, error.message);
    throw error;
  }
}

/** In milliseconds; Infinity where no caveat has an end. One that can't be read has none, either. */
function earliestEnd(caveats: readonly Buffer[]): number {
  const ends = caveats.map((bytes) => {
    try {
      const { notAfter } = readCaveat(bytes);
      return notAfter === undefined ? Infinity : Number(notAfter / 1_000_000n) - 62_135_596_800_000;
    } catch (error) {
      if (error instanceof UnreadableError) return Infinity;
      throw error;
    }
  });
  return Math.min(Infinity, ...ends);
}

/** A version byte and random ones in lower-case base32, as access key IDs and secret keys are. */
function base32(first: number, length: number): string {
  const bytes = [first, ...randomBytes(length)];
  const bits = bytes.map((byte) => byte.toString(2).padStart(8, "0")).join("");
  const digits = bits.match(/.{1,5}/g) ?? [];
  return digits.map((five) => "abcdefghijklmnopqrstuvwxyz234567".charAt(parseInt(five.padEnd(5, "0"), 2))).join("");
}
