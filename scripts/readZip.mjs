// Reads a ZIP file as packaging tools write it: no encryption, no ZIP64.
import { inflateRawSync } from "node:zlib";

const endSignature = 0x06054b50;
const stored = 0;

/** The files of a ZIP archive: name → content. */
export function readZip(archive) {
  let end = archive.length - 22;
  while (end >= 0 && archive.readUInt32LE(end) !== endSignature) end--;
  if (end < 0) throw new Error("Not a ZIP archive");
  const files = new Map();
  let entry = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left--) {
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((at) => archive.readUInt16LE(entry + at));
    const name = archive.toString("utf8", entry + 46, entry + 46 + nameLength);
    const header = archive.readUInt32LE(entry + 42);
    const start = header + 30 + archive.readUInt16LE(header + 26) + archive.readUInt16LE(header + 28);
    const packed = archive.subarray(start, start + archive.readUInt32LE(entry + 20));
    if (!name.endsWith("/")) files.set(name, archive.readUInt16LE(entry + 10) === stored ? packed : inflateRawSync(packed));
    entry += 46 + nameLength + extraLength + commentLength;
  }
  return files;
}
