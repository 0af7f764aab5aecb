/**
 * The passphrase of the stand-in's project, the salt of that project, drawn once, and the root key of both: 0.5 s of
 * Argon2id, which Node 20 does not have. test/unit/standIn/rootKey.test.ts derives it anew.
 */
export const passphrase = "correct horse";
export const projectSalt = Buffer.from("f2c332cf94f6abe9fabe3c44a023710a", "hex");
export const rootKey = Buffer.from("8a26a3d68f564d57845060d634a05aee3312a5e47ce04c32c5052048e6c08148", "hex");
