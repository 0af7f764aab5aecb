import type { Bytes } from "./bytes";
import { GrantError } from "./errors";

/** The wire types that Storj's messages use; groups are skipped, the rest is refused. */
const wire = { varint: 0, fixed64: 1, bytes: 2, startGroup: 3, endGroup: 4, fixed32: 5 } as const;

/** A field that newer software wrote: its number, and all its bytes, the number included. */
export interface UnknownField {
  readonly number: number;
  readonly raw: Bytes;
}

const largestFieldNumber = 2 ** 29 - 1;
const deepestGroup = 10_001;

/**
 * Reads one protobuf message field by field, with the quirks of Go's picobuf (decoder.go, protowire/wire.go) that decide what a
 * caveat allows: a field number from 2^29 up ends the reading silently, the last of a repeated scalar wins, unknown groups are skipped.
 * protobufjs' own reader reads numbers past 2^53 inexactly and stops elsewhere, so only its writer is used.
 */
export class FieldReader {
  readonly #bytes: Bytes;
  readonly #end: number;
  #at: number;
  /** Where the current field begins. */
  #start = 0;
  #field = 0;
  #wireType = 0;

  constructor(bytes: Bytes, start = 0, end = bytes.length) {
    this.#bytes = bytes;
    this.#at = start;
    this.#end = end;
  }

  /** The number of the next field, or undefined at the end. */
  next(): number | undefined {
    if (this.#at >= this.#end) return undefined;
    this.#start = this.#at;
    this.#tag();
    return this.#field > largestFieldNumber ? undefined : this.#field;
  }

  /** Where a number from 2^29 up has ended the reading: that field and those after it, which Go never sees, as far as they are well-formed. */
  unread(): UnknownField[] {
    const fields: UnknownField[] = [];
    if (this.#field <= largestFieldNumber) return fields;
    try {
      fields.push(this.skip());
      while (this.#at < this.#end) {
        this.#start = this.#at;
        this.#tag();
        fields.push(this.skip());
      }
    } catch {
      // Nor does Go see what is wrong there.
    }
    return fields;
  }

  #refuse(message: string): never {
    throw new GrantError("protobuf", message, this.#at);
  }

  #tag(): void {
    const tag = this.#varint();
    const field = tag >> 3n;
    if (field < 1n || field > 0x7fff_ffffn) this.#refuse("a field number out of range");
    this.#wireType = Number(tag & 7n);
    this.#field = Number(field);
  }

  #varint(): bigint {
    let low = 0;
    let high = 0n;
    for (let count = 0; count < 10; count++) {
      if (this.#at >= this.#end) this.#refuse("a number that is cut off");
      const byte = this.#bytes[this.#at++] as number;
      if (count === 9 && byte > 1) break;
      if (count < 4) low += (byte & 127) * 2 ** (7 * count);
      else high |= BigInt(byte & 127) << BigInt(7 * count);
      if (byte < 128) return BigInt(low) | high;
    }
    return this.#refuse("a number of more than 64 bits");
  }

  #expect(wireType: number): void {
    if (this.#wireType !== wireType) this.#refuse("a field of another kind than expected");
  }

  /** An unsigned 64-bit number. */
  uint64(): bigint {
    this.#expect(wire.varint);
    return this.#varint();
  }

  int64(): bigint {
    return BigInt.asIntN(64, this.uint64());
  }

  int32(): number {
    return Number(BigInt.asIntN(32, this.uint64()));
  }

  /** True only where the number is exactly 1, as picobuf reads it. */
  bool(): boolean {
    return this.uint64() === 1n;
  }

  #span(): [start: number, end: number] {
    const length = this.#varint();
    if (length > BigInt(this.#end - this.#at)) this.#refuse("a length past the end");
    const start = this.#at;
    this.#at += Number(length);
    return [start, this.#at];
  }

  bytes(): Bytes {
    this.#expect(wire.bytes);
    return this.#bytes.slice(...this.#span());
  }

  message(): FieldReader {
    this.#expect(wire.bytes);
    return new FieldReader(this.#bytes, ...this.#span());
  }

  /** Steps over the value of a field that this version does not know. */
  skip(): UnknownField {
    this.#skipValues();
    return { number: this.#field, raw: this.#bytes.slice(this.#start, this.#at) };
  }

  #skipValues(): void {
    const open: number[] = [];
    for (;;) {
      if (this.#wireType === wire.endGroup) {
        if (open.pop() !== this.#field) this.#refuse("the end of a group that is not open");
      } else {
        this.#skipValue(open);
      }
      if (open.length === 0) return;
      this.#tag();
    }
  }

  #skipValue(open: number[]): void {
    switch (this.#wireType) {
      case wire.varint:
        this.#varint();
        return;
      case wire.fixed64:
        this.#step(8);
        return;
      case wire.fixed32:
        this.#step(4);
        return;
      case wire.bytes:
        this.#span();
        return;
      case wire.startGroup:
        if (open.push(this.#field) > deepestGroup) this.#refuse("groups nested too deeply");
        return;
      default:
        this.#refuse("a kind of field that does not exist");
    }
  }

  #step(length: number): void {
    if (length > this.#end - this.#at) this.#refuse("a field that is cut off");
    this.#at += length;
  }
}
