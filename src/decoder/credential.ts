import type { Grant, Macaroon, NodeUrl } from "../grant";
import type { Link } from "./link";
import type { PresignedUrl } from "./presignedUrl";

/** Where a credential stands in its document: UTF-16 offsets, the end exclusive, and the text between them as written. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** How a grant or an API key was hurt, as exactly as its text still tells. */
export type Damage = "cutAtStart" | "cutAtEnd" | "altered" | "whiteSpace";

export interface GrantCredential extends Span {
  readonly kind: "grant";
  readonly grant: Grant;
  /** An API key's name stands before it. */
  readonly expected: "apiKey" | undefined;
}

export interface ApiKeyCredential extends Span {
  readonly kind: "apiKey";
  readonly macaroon: Macaroon;
  /** An access grant's name stands before it. */
  readonly expected: "grant" | undefined;
}

/** Half of a pair of S3 credentials; `partner` is the offset of the other half where it stands near. */
export interface S3Credential extends Span {
  readonly kind: "accessKeyId" | "secretKey";
  readonly partner: number | undefined;
}

/** A linkshare link; where it holds a whole access grant instead of an access key id, that grant. */
export interface LinkCredential extends Span {
  readonly kind: "link";
  readonly link: Link;
  readonly grant: Grant | undefined;
}

export interface PresignedUrlCredential extends Span {
  readonly kind: "presignedUrl";
  readonly url: PresignedUrl;
}

/** A satellite's address; without a node ID only where a word of Storj's stands before it. */
export interface NodeUrlCredential extends Span {
  readonly kind: "nodeUrl";
  readonly url: NodeUrl;
}

export interface DamagedCredential extends Span {
  readonly kind: "damaged";
  readonly damage: Damage;
  /** The offset of the first character that can't be part of a grant, where one gives itself away. */
  readonly at: number | undefined;
  /** How many characters are missing at the end of a text that was cut there. */
  readonly missing: number | undefined;
}

/** Its checksum holds, yet it is neither an access grant nor an API key. */
export interface ForeignCredential extends Span {
  readonly kind: "foreign";
}

/** So long that it is decoded on request only: see `decodeNow`. */
export interface DeferredCredential extends Span {
  readonly kind: "deferred";
  /** What a name before it announces. */
  readonly announced: "grant" | "apiKey" | undefined;
}

/** Too long to be decoded at all, base58 being quadratic. */
export interface OversizedCredential extends Span {
  readonly kind: "oversized";
}

/** One of Storj's credentials in a text. None lies inside another: a link owns the grant that is in it. */
export type Credential =
  | GrantCredential
  | ApiKeyCredential
  | S3Credential
  | LinkCredential
  | PresignedUrlCredential
  | NodeUrlCredential
  | DamagedCredential
  | ForeignCredential
  | DeferredCredential
  | OversizedCredential;
