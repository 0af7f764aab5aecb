import * as v from "valibot";

/** A time as Go writes it in JSON, with up to nine decimals: milliseconds since 1970. */
export const goTime = v.pipe(
  v.string(),
  v.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/),
  v.transform((text) => Date.parse(text)),
  v.finite(),
);
