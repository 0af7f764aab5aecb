/** A text that Go's encoding/json would not read, with what it would say. */
export class GoJsonError extends Error {}

/** Reads as Go's encoding/json does into a struct: null is one with nothing in it. Errors: GoJsonError. */
export function readGoJson(text: string): Readonly<Record<string, unknown>> {
  const start = text.trim().charAt(0);
  if (start === "") throw new GoJsonError("EOF");
  if (!/^[{["\dtfn-]/.test(start)) {
    throw new GoJsonError(`invalid character '${start}' looking for beginning of value`);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new GoJsonError("unexpected EOF");
  }
  if (typeof value !== "object" || Array.isArray(value)) throw wrongGoType();
  return (value ?? {}) as Readonly<Record<string, unknown>>;
}

/** For a value of another type than the struct's. */
function wrongGoType(): GoJsonError {
  return new GoJsonError("json: cannot unmarshal a value into the Go struct");
}

/** A text by its name in whatever case; what is not there is empty. Errors: GoJsonError. */
export function textIn(object: Readonly<Record<string, unknown>>, name: string): string {
  const value = fieldOf(object, name) ?? "";
  if (typeof value !== "string") throw wrongGoType();
  return value;
}

/** Texts likewise. */
export function textsIn(object: Readonly<Record<string, unknown>>, name: string): readonly string[] {
  const value: unknown = fieldOf(object, name) ?? [];
  if (!Array.isArray(value) || !value.every((each) => typeof each === "string")) throw wrongGoType();
  return value;
}

/** A number likewise; undefined where there is none. */
export function numberIn(object: Readonly<Record<string, unknown>>, name: string): number | undefined {
  const value = fieldOf(object, name) ?? undefined;
  if (value !== undefined && typeof value !== "number") throw wrongGoType();
  return value;
}

/** Yes or no likewise. */
export function flagIn(object: Readonly<Record<string, unknown>>, name: string): boolean {
  const value = fieldOf(object, name) ?? false;
  if (typeof value !== "boolean") throw wrongGoType();
  return value;
}

function fieldOf(object: Readonly<Record<string, unknown>>, name: string): unknown {
  const found = Object.keys(object).find((each) => each.toLowerCase() === name.toLowerCase());
  return found === undefined ? undefined : object[found];
}
