/** Why the uplink CLI stops with exit code 1: bad flags, or a grant that it can't open, restrict or print. */
export class CliRefusal extends Error {
  override readonly name = "CliRefusal";
}
