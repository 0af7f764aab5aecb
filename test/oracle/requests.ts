// What the oracle is asked, as main.go reads it: bytes as hex, times as RFC 3339, 64-bit numbers as decimal strings.

export interface ParseRequest {
  readonly op: "parse" | "parse_api_key";
  readonly text: string;
}

export interface RestrictRequest {
  readonly op: "restrict";
  readonly grant: string;
  /** Whose function: the common module's grant.Access.Restrict or uplink's Access.Share. */
  readonly via: "grant" | "uplink";
  readonly permission: PermissionRequest;
  readonly prefixes: readonly { readonly bucket: string; readonly prefix: string }[];
  readonly nonce: string;
}

/** The permissions under the names that the vectors give them. */
export const permissionNames = [
  "allow_download",
  "allow_upload",
  "allow_list",
  "allow_delete",
  "allow_lock",
  "allow_put_object_retention",
  "allow_get_object_retention",
  "allow_put_object_legal_hold",
  "allow_get_object_legal_hold",
  "allow_bypass_governance_retention",
  "allow_put_bucket_object_lock_configuration",
  "allow_get_bucket_object_lock_configuration",
  "allow_put_bucket_notification_configuration",
  "allow_get_bucket_notification_configuration",
] as const;
export type PermissionName = (typeof permissionNames)[number];

export interface PermissionRequest extends Readonly<Partial<Record<PermissionName, boolean>>> {
  readonly not_before: string | null;
  readonly not_after: string | null;
  /** Nanoseconds. */
  readonly max_object_ttl: string | null;
}

export interface EvaluateRequest {
  readonly op: "evaluate";
  readonly api_key: string;
  readonly secret: string;
  /** Go's number, or one that no action has. */
  readonly action: number;
  readonly bucket: string;
  readonly encrypted_path: string;
  readonly time: string | null;
  /** Bits. */
  readonly version: number;
}

export interface PathRequest {
  readonly op: "encrypt" | "decrypt";
  readonly store: StoreRequest;
  readonly bucket: string;
  readonly path: string;
}

export interface StoreRequest {
  readonly default_key: string | null;
  readonly default_path_cipher: number;
  readonly entries: readonly EntryRequest[];
}

export interface EntryRequest {
  readonly bucket: string;
  readonly unencrypted_path: string;
  readonly encrypted_path: string;
  readonly key: string;
  readonly path_cipher: number;
}

export interface LineageRequest {
  readonly op: "lineage";
  readonly a: string;
  readonly b: string;
}

/** A grant of an API key and a passphrase; it takes Argon2, and so half a second and more. */
export interface CreateRequest {
  readonly op: "create";
  readonly api_key: string;
  readonly satellite: string;
  readonly passphrase: string;
  readonly salt: string;
  readonly path_cipher: number;
  readonly tenant: TenantRequest | null;
  /** What the grant's keys are tried on. */
  readonly bucket: string;
  readonly path: string;
}

export interface TenantRequest {
  readonly bucket: string;
  /** Ends in a slash. */
  readonly prefix: string;
  readonly passphrase: string;
  readonly salt: string;
}

/** What both answer within a millisecond. */
export type Request = ParseRequest | RestrictRequest | EvaluateRequest | PathRequest | LineageRequest;
export type Operation = Request["op"];

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
export type Answer = Readonly<Record<string, Json>>;
