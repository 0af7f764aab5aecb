import { type Bytes, type Instant, utf8 } from "../../src/grant";
import { readInstant } from "../support/cli/goTime";
import { type Fields, isFields } from "./compare";

/** The inputs of a case, each of the type that it is read as; anything else fails the case. */

function wrong(name: string): never {
  throw new TypeError(`the case's "${name}" is not what it should be`);
}

export function textOf(given: Fields, name: string): string {
  const value = given[name];
  return typeof value === "string" ? value : wrong(name);
}

export function numberOf(given: Fields, name: string): number {
  const value = given[name];
  return typeof value === "number" ? value : wrong(name);
}

export function flagOf(given: Fields, name: string): boolean {
  const value = given[name] ?? false;
  return typeof value === "boolean" ? value : wrong(name);
}

/** An empty list where there is none. */
export function listOf(given: Fields, name: string): readonly unknown[] {
  const value = given[name] ?? [];
  return Array.isArray(value) ? value : wrong(name);
}

export function fieldsOf(value: unknown, name: string): Fields {
  return isFields(value) ? value : wrong(name);
}

export function objectsOf(given: Fields, name: string): Fields[] {
  return listOf(given, name).map((item) => fieldsOf(item, name));
}

/** Bytes in hexadecimal digits. */
export function bytesOf(given: Fields, name: string): Bytes {
  return hexOf(given[name], name);
}

/** The same, of an item of the list `name`. */
export function hexOf(value: unknown, name: string): Bytes {
  if (typeof value !== "string" || !/^(?:[0-9a-f]{2})*$/.test(value)) return wrong(name);
  return Uint8Array.from(value.match(/../g) ?? [], (digits) => parseInt(digits, 16));
}

export function bytesOrNone(given: Fields, name: string): Bytes | undefined {
  return (given[name] ?? undefined) === undefined ? undefined : bytesOf(given, name);
}

/** The bytes of a text that is given as itself, as hexadecimal digits in `…_hex`, or both. */
export function textBytesOf(given: Fields, name: string): Bytes {
  return bytesOrNone(given, `${name}_hex`) ?? utf8(textOf(given, name));
}

/** RFC 3339 in UTC; undefined where none is given. */
export function instantOf(given: Fields, name: string): Instant | undefined {
  if ((given[name] ?? undefined) === undefined) return undefined;
  return readInstant(textOf(given, name)) ?? wrong(name);
}
