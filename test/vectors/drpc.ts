import Writer from "protobufjs/src/writer.js";
import { type Bytes, concat, hex, instantFromMilliseconds, noBytes, parseApiKey, serializeMacaroon, utf8, utf8Text } from "../../src/grant";
import { FieldReader } from "../../src/grant/protobuf";
import { MetainfoError } from "../../src/satellite/metainfo/errors";
import { type Frame, kinds, readFrame, readVarint, writeFrame, writePacket, writeVarint } from "../../src/satellite/metainfo/frame";
import { writeRequest } from "../../src/satellite/metainfo/message";
import { type Packet, PacketReader } from "../../src/satellite/metainfo/packetReader";
import { readProjectInfo } from "../../src/satellite/metainfo/projectInfo";
import { revokeRequest } from "../../src/satellite/metainfo/revokeApiKey";
import { answerIn, askingBytes, closingBytes, readStatus } from "../../src/satellite/metainfo/unaryCall";
import { type Fields, refused } from "./compare";
import { bytesOf, fieldsOf, flagOf, numberOf, textOf } from "./given";
import type { VectorFile } from "./kinds";
import { textAndHex, timeOf } from "./shapes";

const kindNames = ["Kind(0)", "Invoke", "Message", "Error", "Cancel", "Close", "CloseSend", "InvokeMetadata"];
const kindName = (kind: number): string => kindNames[kind] ?? `Kind(${kind})`;

const packetFields = ({ kind, stream, message, control, data }: Packet): Fields => ({
  kind,
  stream: String(stream),
  message: String(message),
  control,
  data: hex(data),
});
const frameFields = (frame: Frame): Fields => ({ ...packetFields(frame), done: frame.done, kind_name: kindName(frame.kind) });

/** The frames that `bytes` are. */
function framesOf(bytes: Bytes): Frame[] {
  const read = readFrame(bytes);
  return read ? [read.frame, ...framesOf(read.rest)] : [];
}

/** What `step` gives, or a refusal. */
function orRefused(step: () => Fields): Fields {
  try {
    return step();
  } catch (error) {
    if (error instanceof MetainfoError) return { go_error: refused(error.message) };
    throw error;
  }
}

/** The packets in `bytes`, however they are cut, up to a refusal. */
function packetsOf(bytes: Bytes, largest: number, sliceLength: number): Fields {
  const packets: Fields[] = [];
  const reader = new PacketReader(largest);
  const read = orRefused(() => {
    for (let at = 0; at < bytes.length; at += sliceLength) {
      for (const packet of reader.read(bytes.subarray(at, at + sliceLength))) packets.push(packetFields(packet));
    }
    return {};
  });
  return { packets, ...read };
}

/** The user agent is given, and may be empty; ours is constant. */
const projectInfoRequest = (given: Fields): Bytes =>
  writeRequest(serializeMacaroon(parseApiKey(textOf(given, "api_key"))), [], utf8(textOf(given, "user_agent")));

/** What stands before a call that carries metadata; we never send any, but are read as Go is. */
function metadataPacket(metadata: Fields): Bytes {
  const writer = new Writer();
  for (const key of Object.keys(metadata)) {
    writer.uint32(10).fork().uint32(10).string(key).uint32(18).string(textOf(metadata, key)).ldelim();
  }
  return writePacket(7, 1n, Uint8Array.from(writer.finish()));
}

/** All that is sent before an answer. */
function askingOf(given: Fields): Bytes {
  const asking = askingBytes(textOf(given, "rpc"), projectInfoRequest(given));
  if ((given["metadata"] ?? undefined) === undefined) return asking;
  const later = framesOf(asking).map((frame) => writeFrame({ ...frame, message: frame.message + 1n }));
  return concat(metadataPacket(fieldsOf(given["metadata"], "metadata")), ...later);
}

const sentFields = (sent: Bytes): Fields => ({ sent: hex(sent), frames: framesOf(sent).map(frameFields) });

/** The first packet of a reply. */
function replyOf(given: Fields): Packet {
  const [packet] = new PacketReader().read(bytesOf(given, "reply"));
  if (!packet) throw new TypeError("a reply without a packet");
  return packet;
}

function projectInfoResult(answer: Bytes): Fields {
  const { salt, publicId, createdAt, edge } = readProjectInfo(answer);
  return {
    project_salt: hex(salt),
    project_public_id: publicId.replaceAll("-", ""),
    created_at: timeOf(createdAt === undefined ? undefined : instantFromMilliseconds(createdAt)),
    edge_url_overrides: {
      auth_service: edge.authService ?? "",
      public_linksharing: edge.publicLinksharing ?? "",
      private_linksharing: edge.privateLinksharing ?? "",
    },
  };
}

/** How a call fails; where it is closed without an answer, Go says so in its own words. */
function failure(packet: Packet): Fields {
  try {
    answerIn(packet);
  } catch (error) {
    if (error instanceof MetainfoError && error.code === "closed") return { code: "0", text: "EOF" };
    if (error instanceof MetainfoError) return { code: String(readStatus(packet.data).status), text: error.outside };
    throw error;
  }
  return {};
}

/** The two keys and the user agent that a revocation was made of. */
function revocation(request: Bytes): { target: Bytes; apiKey: Bytes; agent: Bytes } {
  const found = { target: noBytes, apiKey: noBytes, agent: noBytes };
  const reader = new FieldReader(request);
  for (let field = reader.next(); field !== undefined; field = reader.next()) {
    if (field === 1) found.target = reader.bytes();
    else if (field === 15) {
      const header = reader.message();
      for (let part = header.next(); part !== undefined; part = header.next()) {
        found[part === 1 ? "apiKey" : "agent"] = header.bytes();
      }
    } else reader.skip();
  }
  return found;
}

export const drpc: VectorFile = {
  cases: {
    varint: {
      given: ["value"],
      found: ["bytes"],
      answer: (given) => ({ bytes: hex(writeVarint(BigInt(textOf(given, "value")))) }),
    },
    read_varint: {
      given: ["bytes"],
      found: ["complete", "value", "rest", "go_error"],
      answer: (given) => ({
        complete: false,
        ...orRefused(() => {
          const bytes = bytesOf(given, "bytes");
          const read = readVarint(bytes, 0);
          return read ? { complete: true, value: String(read.value), rest: hex(bytes.subarray(read.end)) } : {};
        }),
      }),
    },
    frame: {
      given: ["frame_kind", "stream", "message", "done", "control", "data"],
      found: ["bytes", "kind_name"],
      answer: (given) => {
        const kind = numberOf(given, "frame_kind");
        const frame = {
          kind,
          stream: BigInt(textOf(given, "stream")),
          message: BigInt(textOf(given, "message")),
          done: flagOf(given, "done"),
          control: flagOf(given, "control"),
          data: bytesOf(given, "data"),
        };
        return { bytes: hex(writeFrame(frame)), kind_name: kindName(kind) };
      },
    },
    parse_frame: {
      given: ["bytes"],
      found: ["complete", "frame", "rest", "go_error"],
      answer: (given) => ({
        complete: false,
        ...orRefused(() => {
          const read = readFrame(bytesOf(given, "bytes"));
          return read ? { complete: true, frame: frameFields(read.frame), rest: hex(read.rest) } : {};
        }),
      }),
    },
    // We never split: what Go has split is put together.
    split: {
      given: ["bytes", "limit"],
      found: ["frames", "packet"],
      answer: (given) => {
        const bytes = bytesOf(given, "bytes");
        const [packet] = new PacketReader().read(bytes);
        return { frames: framesOf(bytes).length, packet: packet && packetFields(packet) };
      },
    },
    read_packets: {
      given: ["bytes", "maximum"],
      found: ["packets", "go_error"],
      answer: (given) => packetsOf(bytesOf(given, "bytes"), numberOf(given, "maximum"), 3),
    },
    // We never send an error: what Go has sent is read.
    error: {
      given: ["bytes"],
      found: ["code", "text", "data"],
      answer: (given) => {
        const [packet] = new PacketReader().read(bytesOf(given, "bytes"));
        if (packet?.kind !== kinds.error) return {};
        const { status, text } = readStatus(packet.data);
        return { code: String(status), text: utf8Text(text), data: hex(packet.data) };
      },
    },
    read_error: {
      given: ["data"],
      found: ["code", "text", "text_hex"],
      answer: (given) => {
        const { status, text } = readStatus(bytesOf(given, "data"));
        return { code: String(status), ...textAndHex("text", text) };
      },
    },
    message: {
      given: ["rpc"],
      found: ["request"],
      answer: (given) => {
        const { target, apiKey, agent } = revocation(bytesOf(given, "request"));
        return { request: hex(revokeRequest(apiKey, target, agent)) };
      },
    },
    unary_call: {
      given: ["api_key", "user_agent", "rpc", "reply"],
      found: ["request", "sent", "frames", "answer", "result"],
      answer: (given) => {
        const answer = answerIn(replyOf(given)) ?? noBytes;
        return {
          request: hex(projectInfoRequest(given)),
          ...sentFields(concat(askingOf(given), closingBytes)),
          answer: hex(answer),
          result: projectInfoResult(answer),
        };
      },
    },
    unary_call_error: {
      given: ["api_key", "user_agent", "rpc", "reply", "metadata"],
      found: ["sent", "frames", "code", "text"],
      answer: (given) => ({ ...sentFields(askingOf(given)), ...failure(replyOf(given)) }),
    },
  },
};
