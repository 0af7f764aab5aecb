import { type Bytes, concatAll } from "../../grant";

/** The tags of DER (X.690) that certificates need here. */
export const tags = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  objectId: 0x06,
  utf8String: 0x0c,
  utcTime: 0x17,
  sequence: 0x30,
  set: 0x31,
  /** A certificate's version and extensions. */
  explicit0: 0xa0,
  explicit3: 0xa3,
} as const;

export interface DerValue {
  readonly tag: number;
  readonly content: Bytes;
  /** All of it, tag and length included. */
  readonly raw: Bytes;
}

/** One value: its tag, its length in as few bytes as it needs, and its content. */
export function der(tag: number, ...content: readonly Bytes[]): Bytes {
  const length = content.reduce((sum, { length }) => sum + length, 0);
  const bytes: number[] = [];
  for (let left = length; left > 0; left = Math.floor(left / 256)) bytes.unshift(left % 256);
  return concatAll([Uint8Array.from(length < 128 ? [tag, length] : [tag, 128 | bytes.length, ...bytes]), ...content]);
}

/** The values that stand one after another in `bytes`; undefined where they don't fill them. Lengths above 16 MiB count as unreadable. */
export function readDer(bytes: Bytes): DerValue[] | undefined {
  const values: DerValue[] = [];
  for (let at = 0; at < bytes.length; ) {
    const tag = bytes[at] as number;
    let start = at + 2;
    let length = bytes[at + 1] ?? 0;
    if (length >= 128) {
      const lengthEnd = start + (length & 127);
      if (length === 128 || lengthEnd > start + 3 || lengthEnd > bytes.length) return undefined;
      for (length = 0; start < lengthEnd; start++) length = length * 256 + (bytes[start] as number);
    }
    const end = start + length;
    if (end > bytes.length) return undefined;
    values.push({ tag, content: bytes.subarray(start, end), raw: bytes.subarray(at, end) });
    at = end;
  }
  return values;
}
