import { type Bytes, hex, noBytes } from "../../grant";
import type { FieldReader } from "../../grant/protobuf";
import { ask } from "./ask";
import type { Caller } from "./caller";
import { readAnswer, readText, readTimestamp, refuseAnswer, writeRequest } from "./message";

/** The edge services that a project uses instead of the standard ones, as the satellite sends them: text from outside, perhaps no URLs. */
export interface EdgeServices {
  readonly authService?: string;
  readonly publicLinksharing?: string;
  readonly privateLinksharing?: string;
}

/** What a satellite tells of the project that an API key belongs to. */
export interface ProjectInfo {
  /** For the root key of a passphrase; not empty. */
  readonly salt: Bytes;
  /** A UUID as text. */
  readonly publicId: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number | undefined;
  readonly edge: EdgeServices;
}

/** Longer than any URL that a browser takes. */
const longestUrl = 2048;
/** Satellites make 32 bytes. */
const longestSalt = 256;
const uuidLength = 16;

const edgeFields = { 1: "authService", 2: "publicLinksharing", 3: "privateLinksharing" } as const;

function readEdge(reader: FieldReader): EdgeServices {
  const edge: { -readonly [Name in keyof EdgeServices]: EdgeServices[Name] } = {};
  for (let field = reader.next(); field !== undefined; field = reader.next()) {
    if (!(field in edgeFields)) {
      reader.skip();
      continue;
    }
    const text = readText(reader, longestUrl);
    if (text !== "") edge[edgeFields[field as keyof typeof edgeFields]] = text;
  }
  return edge;
}

function uuidText(bytes: Bytes): string {
  return hex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/** Reads a ProjectInfoResponse (storj/common pb/metainfo.proto). Errors: `protocol`. */
export function readProjectInfo(answer: Bytes): ProjectInfo {
  return readAnswer(answer, (reader) => {
    let salt = noBytes;
    let publicId = noBytes;
    let createdAt: number | undefined;
    let edge: EdgeServices = {};
    for (let field = reader.next(); field !== undefined; field = reader.next()) {
      if (field === 1) salt = reader.bytes();
      else if (field === 2) publicId = reader.bytes();
      else if (field === 3) edge = { ...edge, ...readEdge(reader.message()) };
      else if (field === 4) createdAt = readTimestamp(reader.message());
      else reader.skip();
    }
    if (salt.length === 0 || salt.length > longestSalt) refuseAnswer("a project without a salt");
    if (publicId.length !== uuidLength) refuseAnswer("a project without an ID");
    return { salt, publicId: uuidText(publicId), createdAt, edge };
  });
}

/**
 * Asks about the project of an API key, which every key may do that is valid now. Expired, revoked, deleted and unknown keys are all
 * `unauthorized`. Errors: as {@link ask}.
 */
export async function projectInfo(caller: Caller): Promise<ProjectInfo> {
  return readProjectInfo(await ask(caller, "/metainfo.Metainfo/ProjectInfo", writeRequest(caller.apiKey)));
}
