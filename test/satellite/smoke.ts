// What the extension's own clients of satellites, consoles and auth services do first of all, step by step: on Node, in VS Code's extension
// host, which replaces `net`, `tls` and `fetch`, and on Bun, whose TLS is BoringSSL as Electron's is.
import assert from "node:assert/strict";
import { registerAccess } from "../../src/edge/authService";
import {
  byteString,
  hex,
  isAccessKeyId,
  parseGrant,
  parseNodeUrl,
  restrictGrant,
  serializeGrant,
  serializeMacaroon,
  utf8,
} from "../../src/grant";
import { systemClock } from "../../src/platform/clock";
import { satelliteAddress } from "../../src/satellite/address";
import { type ConsoleAccess, type ConsoleApi, ConsoleError, restKeyApi, sessionApi, signInWithPassword } from "../../src/satellite/console";
import { type Caller, listBuckets, listObjects, MetainfoError, projectInfo, revokeApiKey } from "../../src/satellite/metainfo";

/** Of a satellite's ready line what the steps need. */
export interface SmokeSubject {
  readonly authURL: string;
  readonly consoleURL: string;
  readonly email: string;
  readonly password: string;
  readonly restApiKey: string;
  readonly projects: readonly { readonly publicId: string; readonly salt: string }[];
  readonly rootGrant: string;
  readonly nullCipherGrant: string;
  readonly buckets: readonly string[];
  readonly objects: readonly string[];
}

const everything = { allowDownload: true, allowUpload: true, allowList: true, allowDelete: true };

/** A grant's own satellite, asked with its key. */
function callerOf(text: string): Caller {
  const { satelliteAddress: address, macaroon } = parseGrant(text);
  const satellite = satelliteAddress(parseNodeUrl(byteString(address)));
  assert.ok(satellite);
  return { satellite, apiKey: serializeMacaroon(macaroon), deadlineMs: 15_000, clock: systemClock };
}

const isCode = (code: string) => (error: unknown) => error instanceof MetainfoError && error.code === code;

const accessTo = (consoleURL: string): ConsoleAccess => ({ origin: new URL(consoleURL), deadlineMs: 15_000, clock: systemClock });

/** An API key comes and goes. */
async function makesAndDeletes(api: ConsoleApi, { projects: [project] }: SmokeSubject): Promise<void> {
  const id = project?.publicId ?? "";
  const { listed } = await api.createKey(id, `säge ${crypto.randomUUID()}`);
  const found = async () => (await api.keys(id, { order: "name", isDescending: false, search: listed.name }, 1, 50)).total;
  assert.equal(await found(), 1);
  await api.deleteKeys([listed.id]);
  assert.equal(await found(), 0);
}

export const smoke: Readonly<Record<string, (subject: SmokeSubject) => Promise<void>>> = {
  "asks for the project": async ({ rootGrant, projects }) => {
    const { publicId, salt } = await projectInfo(callerOf(rootGrant));
    assert.deepEqual([publicId, hex(salt)], [projects[0]?.publicId, projects[0]?.salt]);
  },
  "lists buckets and objects": async ({ nullCipherGrant, buckets, objects }) => {
    const caller = callerOf(nullCipherGrant);
    const { names } = await listBuckets(caller, { limit: 100 });
    assert.deepEqual(names.map(byteString), [...buckets].sort());
    const page = { bucket: utf8(buckets[1] as string), encryptedPrefix: utf8(""), limit: 100, recursive: true };
    const listed = await listObjects(caller, page);
    assert.deepEqual(listed.objects.map(({ encryptedKey }) => byteString(encryptedKey)), [...objects].sort());
  },
  "revokes a grant, which is refused from then on": async ({ rootGrant }) => {
    const child = restrictGrant(parseGrant(rootGrant), everything, []);
    await revokeApiKey(callerOf(rootGrant), serializeMacaroon(child.macaroon));
    await assert.rejects(projectInfo(callerOf(serializeGrant(child))), isCode("unauthorized"));
  },
  "asks nobody else": async ({ rootGrant }) => {
    const caller = callerOf(rootGrant);
    const id = caller.satellite.id.map((byte, at) => (at === 0 ? byte ^ 1 : byte));
    await assert.rejects(projectInfo({ ...caller, satellite: { ...caller.satellite, id } }), isCode("wrong-identity"));
  },
  "is cancelled, and does not wait longer than it should": async ({ rootGrant }) => {
    const caller = callerOf(rootGrant);
    const controller = new AbortController();
    const asking = projectInfo({ ...caller, signal: controller.signal });
    controller.abort(new Error("cancelled"));
    await assert.rejects(asking, { message: "cancelled" });
    await assert.rejects(projectInfo({ ...caller, deadlineMs: 0 }), isCode("timeout"));
  },
  "asks twenty times at once": async ({ rootGrant, projects }) => {
    const infos = await Promise.all(Array.from({ length: 20 }, () => projectInfo(callerOf(rootGrant))));
    assert.deepEqual(new Set(infos.map(({ publicId }) => publicId)), new Set([projects[0]?.publicId]));
  },
  "registers a grant": async ({ authURL, rootGrant }) => {
    const request = { authService: new URL(authURL), grant: rootGrant, isPublic: false, deadlineMs: 15_000, clock: systemClock };
    assert.ok(isAccessKeyId((await registerAccess(request)).accessKeyId));
  },
  "makes and deletes an API key with a session": async (subject) => {
    const access = accessTo(subject.consoleURL);
    const { token } = await signInWithPassword(access, subject);
    const api = sessionApi(access, token);
    await makesAndDeletes(api, subject);
    await api.signOut();
    await assert.rejects(api.projects(), (error: unknown) => error instanceof ConsoleError && error.code === "signed-out");
  },
  "makes and deletes an API key with a REST API key": (subject) =>
    makesAndDeletes(restKeyApi(accessTo(subject.consoleURL), subject.restApiKey), subject),
};
