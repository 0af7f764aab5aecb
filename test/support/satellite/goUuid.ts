/** A UUID in its usual form, read as storj/common uuid.FromString does. Otherwise what that says of it. */
export function readUuid(text: string): { readonly uuid: string } | { readonly wrong: string } {
  const { length } = Buffer.from(text);
  if (length !== 32 && length !== 36) {
    const wrong = `uuid: invalid string length ${length} expected 32 or 36 depending if it's formatted with dashes`;
    return { wrong };
  }
  const parts = /^([\da-f]{8})(-?)([\da-f]{4})\2([\da-f]{4})\2([\da-f]{4})\2([\da-f]{12})$/i.exec(text);
  if (!parts) return { wrong: "uuid: invalid string" };
  const [, first, , second, third, fourth, fifth] = parts;
  return { uuid: [first, second, third, fourth, fifth].join("-").toLowerCase() };
}

export const noUuid = "00000000-0000-0000-0000-000000000000";
