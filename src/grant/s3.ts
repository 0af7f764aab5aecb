/** S3 credentials of Storj's auth service: base32 of a kind byte and 16 or 32 random bytes (storj/edge pkg/auth/authdb). */
export const accessKeyIdShape = /^j[uvwx][a-z2-7]{26}$/;
export const secretKeyShape = /^j[yz23][a-z2-7]{51}$/;

/** 17 bytes leave 4 bits over in the last of 28 letters: it is one of two. 33 bytes leave 4 bits of the 53rd: one of sixteen. */
const lastOfAccessKeyId = /[aq]$/;
const lastOfSecretKey = /[acegikmoqsuwy246]$/;

/** Whether the auth service could have made this access key id. */
export function isAccessKeyId(text: string): boolean {
  return accessKeyIdShape.test(text) && lastOfAccessKeyId.test(text);
}

/** Whether the auth service could have made this secret key. */
export function isSecretKey(text: string): boolean {
  return secretKeyShape.test(text) && lastOfSecretKey.test(text);
}
