import {
  byteString,
  type Bytes,
  formatNodeId,
  formatNodeUrl,
  hex,
  legacyNodeId,
  nodeIdDifficulty,
  parseNodeId,
  parseNodeUrl,
  parseSatelliteUrl,
} from "../../src/grant";
import { goText } from "../support/cli/goText";
import { type Fields, refused, whereGiven } from "./compare";
import { textBytesOf, textOf } from "./given";
import type { VectorFile } from "./kinds";
import { attempt } from "./shapes";

/** What uplink says of a grant with that address; of the empty one it says something else. */
function inGrant(address: Bytes): Fields {
  const url = attempt(() => parseSatelliteUrl(address));
  if (url.error) {
    const isEmpty = address.length === 0;
    return isEmpty ? { grant_ok: whereGiven(false) } : { grant_ok: false, grant_error: refused(url.error.message) };
  }
  return { grant_ok: true, grant_address: goText(formatNodeUrl(url.value)) };
}

export const nodeUrls: VectorFile = {
  cases: {
    node_url: {
      given: ["text", "text_hex"],
      found: [
        ...[
          "ok",
          "go_error",
          "id",
          "id_hex",
          "address",
          "canonical",
          "debounce",
          "features",
          "noise_proto",
          "noise_pub",
        ],
        ...["known_id", "grant_ok", "grant_error", "grant_address"],
      ],
      answer: (given) => {
        const text = textBytesOf(given, "text");
        const read = attempt(() => parseNodeUrl(byteString(text)));
        if (read.error) return { ok: false, go_error: refused(read.error.message), ...inGrant(text) };
        const url = read.value;
        const known = legacyNodeId(url.address);
        return {
          ok: true,
          id: url.id ? formatNodeId(url.id) : null,
          id_hex: url.id ? hex(url.id) : null,
          address: goText(url.address),
          canonical: goText(formatNodeUrl(url)),
          debounce: Number(url.debounceLimit),
          features: String(url.features),
          noise_proto: Number(url.noiseProtocol),
          noise_pub: hex(url.noisePublicKey),
          known_id: known ? formatNodeId(known) : null,
          ...inGrant(text),
        };
      },
    },
    node_id: {
      given: ["text"],
      found: ["ok", "go_error", "id_hex", "canonical", "version", "difficulty"],
      answer: (given) => {
        const read = attempt(() => parseNodeId(textOf(given, "text")));
        if (read.error) return { ok: false, go_error: refused(read.error.message) };
        const id = read.value;
        return {
          ok: true,
          id_hex: hex(id),
          canonical: formatNodeId(id),
          version: id.at(-1),
          difficulty: nodeIdDifficulty(id),
        };
      },
    },
  },
};
