import type { Disallow } from "./caveat";
import type { Instant } from "./instant";

/** What a restricted grant may still do, with Storj's names (storj/common grant/restrict.go Permission), and what each one clears. */
export const permissionFlags = {
  allowDownload: "disallowReads",
  allowUpload: "disallowWrites",
  allowList: "disallowLists",
  allowDelete: "disallowDeletes",
  allowLock: "disallowLocks",
  allowPutObjectRetention: "disallowPutRetention",
  allowGetObjectRetention: "disallowGetRetention",
  allowPutObjectLegalHold: "disallowPutLegalHold",
  allowGetObjectLegalHold: "disallowGetLegalHold",
  allowBypassGovernanceRetention: "disallowBypassGovernanceRetention",
  allowPutBucketObjectLockConfiguration: "disallowPutBucketObjectLockConfiguration",
  allowGetBucketObjectLockConfiguration: "disallowGetBucketObjectLockConfiguration",
  allowPutBucketNotificationConfiguration: "disallowPutBucketNotificationConfiguration",
  allowGetBucketNotificationConfiguration: "disallowGetBucketNotificationConfiguration",
} as const satisfies Record<string, Disallow>;

export type PermissionFlag = keyof typeof permissionFlags;

export interface Permission extends Readonly<Partial<Record<PermissionFlag, boolean>>> {
  readonly notBefore?: Instant | undefined;
  readonly notAfter?: Instant | undefined;
  /** Nanoseconds. */
  readonly maxObjectTtl?: bigint | undefined;
}

/**
 * What uplink's Access.Share makes of a permission (uplink access.go): the old AllowLock stands for the granular four and is never allowed
 * itself, and notifications can't be allowed at all.
 */
export function sharePermission(permission: Permission): Permission {
  const locks = permission.allowLock
    ? {
        allowPutObjectRetention: true,
        allowGetObjectRetention: true,
        allowPutBucketObjectLockConfiguration: true,
        allowGetBucketObjectLockConfiguration: true,
      }
    : {};
  return {
    ...permission,
    ...locks,
    allowLock: false,
    allowPutBucketNotificationConfiguration: false,
    allowGetBucketNotificationConfiguration: false,
  };
}
