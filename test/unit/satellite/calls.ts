import assert from "node:assert/strict";
import { concat, parseNodeId, utf8 } from "../../../src/grant";
import { MetainfoError, type MetainfoErrorCode } from "../../../src/satellite/metainfo/errors";
import { kinds, writePacket } from "../../../src/satellite/metainfo/frame";
import type { Caller, ProjectInfo } from "../../../src/satellite/metainfo";
import { askingBytes, closingBytes } from "../../../src/satellite/metainfo/unaryCall";
import { writeRequest } from "../../../src/satellite/metainfo/message";
import { bytesField } from "../../oracle/wire";
import { ManualClock } from "../../support/manualClock";
import { newIdentity } from "../../support/satellite/certificates";

/** A satellite's identity; making one takes a moment, and any will do. */
export const identity = newIdentity();

export const apiKey = utf8("an API key");

/** All that a client sends to ask for project info, and after an answer. */
export const question = askingBytes("/metainfo.Metainfo/ProjectInfo", writeRequest(apiKey));
export const farewell = closingBytes;

/** An answer to it, and what it says. */
export const salt = utf8("0123456789abcdef0123456789abcdef");
const message = concat(bytesField(1, salt), bytesField(2, utf8("fedcba9876543210")));
export const answerPacket = writePacket(kinds.message, 1n, message);
export const answer = concat(answerPacket, writePacket(kinds.closeSend, 2n));
export const answered: ProjectInfo = { salt, publicId: "66656463-6261-3938-3736-353433323130", createdAt: undefined, edge: {} };

export const deadlineMs = 30_000;

export type TestCaller = Caller & { readonly clock: ManualClock };

/** Somebody who asks a satellite on 127.0.0.1 that is to be `nodeId`. */
export function callerOf(port: number, nodeId = identity.nodeId, signal?: AbortSignal): TestCaller {
  const satellite = { id: parseNodeId(nodeId), host: "127.0.0.1", port };
  return { satellite, apiKey, deadlineMs, clock: new ManualClock(), ...(signal ? { signal } : {}) };
}

/** The code with which it fails. */
export async function codeOf(asking: Promise<unknown>): Promise<MetainfoErrorCode> {
  return (await errorOf(asking)).code;
}

export async function errorOf(asking: Promise<unknown>): Promise<MetainfoError> {
  const error: unknown = await asking.then(
    () => assert.fail("it did not fail"),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof MetainfoError, String(error));
  return error;
}

/** A reset may look like a hang-up: the system reports it once, to whoever comes first, and that need not be who reads. */
export function assertCode(code: string, expected: string): void {
  if (expected === "reset") assert.match(code, /^(closed|reset)$/);
  else assert.equal(code, expected);
}
