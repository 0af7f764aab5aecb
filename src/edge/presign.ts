import { createHash, createHmac } from "node:crypto";
import { utf8 } from "../grant";
import { baseOf } from "./endpoints";
import { EdgeInputError } from "./edgeInputError";
import { escapeBytes, escapeParameter } from "./escape";

export interface PresignRequest {
  /** The gateway's address. */
  readonly endpoint: URL;
  readonly accessKeyId: string;
  readonly secretKey: string;
  /** Storj's gateway takes any. */
  readonly region?: string;
  readonly method: "GET" | "PUT" | "HEAD" | "DELETE";
  readonly bucket: string;
  /** Empty for a request about the bucket. */
  readonly key: string;
  /** Of signing, in milliseconds since 1970. */
  readonly time: number;
  /** From 1 to {@link longestPresignSeconds}. */
  readonly expiresSeconds: number;
  /** More parameters, such as `response-content-disposition`. */
  readonly query?: Readonly<Record<string, string>>;
  /** Headers that whoever uses the URL must send with just these values. */
  readonly signedHeaders?: Readonly<Record<string, string>>;
}

type Pair = readonly [name: string, value: string];

/** Seven days. */
export const longestPresignSeconds = 604_800;

const algorithm = "AWS4-HMAC-SHA256";
const unreservedOrSlash = /[A-Za-z0-9_.~/-]/;

/**
 * A URL that carries its own signature: AWS Signature Version 4 in the query, path style, the body not signed (as the AWS
 * SDK for Go signs: aws/signer/v4/v4.go). Errors: `no-bucket`, `expires-too-short`, `expires-too-long`, `time` (not within
 * the years 1970 to 9999), `header`.
 */
export function presignUrl(request: PresignRequest): string {
  if (request.bucket === "") throw new EdgeInputError("no-bucket");
  const expires = request.expiresSeconds;
  if (!(Number.isInteger(expires) && expires >= 1)) throw new EdgeInputError("expires-too-short");
  if (expires > longestPresignSeconds) throw new EdgeInputError("expires-too-long");
  const moment = amzDate(request.time);
  const scope = [moment.slice(0, 8), request.region ?? "us-east-1", "s3", "aws4_request"];
  const headers = canonicalHeaders(request);
  const signed = headers.map(([name]) => name).join(";");
  const parameters = Object.entries({
    ...request.query,
    "X-Amz-Algorithm": algorithm,
    "X-Amz-Credential": [request.accessKeyId, ...scope].join("/"),
    "X-Amz-Date": moment,
    "X-Amz-Expires": String(expires),
    "X-Amz-SignedHeaders": signed,
  });
  const query = inOrder(parameters.map(([name, value]) => [escapeParameter(name), escapeParameter(value)] as const))
    .map((pair) => pair.join("="))
    .join("&");
  const object = request.key === "" ? request.bucket : `${request.bucket}/${request.key}`;
  const url = `${baseOf(request.endpoint)}/${escapeBytes(utf8(object), unreservedOrSlash)}`;
  const canonical = [
    request.method,
    url.slice(request.endpoint.origin.length),
    query,
    ...headers.map(([name, value]) => `${name}:${value}`),
    "",
    signed,
    "UNSIGNED-PAYLOAD",
  ].join("\n");
  const toSign = [algorithm, moment, scope.join("/"), createHash("sha256").update(canonical).digest("hex")].join("\n");
  let key: string | Buffer = `AWS4${request.secretKey}`;
  for (const part of scope) key = createHmac("sha256", key).update(part).digest();
  return `${url}?${query}&X-Amz-Signature=${createHmac("sha256", key).update(toSign).digest("hex")}`;
}

/** `20260701T213815Z`; parts of a second are dropped. */
function amzDate(time: number): string {
  if (!(time >= 0 && time < Date.UTC(10_000, 0))) throw new EdgeInputError("time");
  return new Date(time).toISOString().replace(/[-:]|\.\d+/g, "");
}

const headerName = /^[\w!#$%&'*+.^`|~-]+$/;
const headerValue = /^[\t -~]*$/;

/** Names in lower case and in order, values without blanks around and with one where several are. */
function canonicalHeaders({ endpoint, signedHeaders = {} }: PresignRequest): Pair[] {
  const headers = new Map([["host", endpoint.host]]);
  for (const [given, value] of Object.entries(signedHeaders)) {
    const name = given.toLowerCase();
    // What no header can be would be signed as something else: another header, or one more line.
    if (headers.has(name) || !headerName.test(name) || !headerValue.test(value)) throw new EdgeInputError("header");
    headers.set(name, value.trim().replace(/ +/g, " "));
  }
  return inOrder([...headers]);
}

function inOrder(pairs: readonly Pair[]): Pair[] {
  return pairs.toSorted(([a], [b]) => (a < b ? -1 : 1));
}
