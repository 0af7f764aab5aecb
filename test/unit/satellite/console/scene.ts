import assert from "node:assert/strict";
import { inspect } from "node:util";
import { serializeApiKey } from "../../../../src/grant";
import { type ConsoleAccess, type ConsoleApi, ConsoleError, restKeyApi, sessionApi } from "../../../../src/satellite/console";
import { demoRootKey } from "../../../support/demoCredentials";
import { answering, type Fault, type FaultyHttp, type SeenRequest, startFaultyHttp, type TlsIdentity } from "../../../support/faultyHttp";
import { LeakDetector } from "../../../support/leaks";
import { ManualClock } from "../../../support/manualClock";

/** Secrets of the shapes that a console's have; made up. */
export const token = "q8Zr1VtXw0nB3yLk5HsDfA==.m2Tj9cQe4RgU7iPaX6vNzKbWlYhEoFsJ1dCtG0uMxr8=";
export const otherCsrf = "Zx9Yw8Vu7Ts6Rq5Po4Nm3A==.Lk2Ji1Hg0Fe9Dc8Ba7Zy6Xw5Vu4Ts3Rq2Po1Nm0Lk9J=";
export const csrf = "Ab1Cd2Ef3Gh4Ij5Kl6Mn7A==.Op8Qr9St0Uv1Wx2Yz3Ab4Cd5Ef6Gh7Ij8Kl9Mn0Op1Q=";
export const restKey = "0329fba9-4cb5-480e-bf36-75af0614d279";
export const password = "Correct-Horse-1-Battery-Staple-2";
export const recoveryCode = "VCGM-J9P0-TMQP-8";
export const apiKey = serializeApiKey(demoRootKey());

export const leaks = new LeakDetector();
leaks.guard(token, csrf, otherCsrf, restKey, password, recoveryCode, apiKey);

export const project = "3528d68c-5126-47f5-aaad-f469858bd163";
export const keyId = "e34d2b19-f8e8-4167-a005-f55ea99fef47";
export const otherKeyId = "ec304ca8-2e0e-4b53-a47f-0384bed04e40";

/** What a console says of an API key. */
export const keyInfo = (id = keyId, name = "backup") => ({
  id,
  projectId: project,
  projectPublicId: "00000000-0000-0000-0000-000000000000",
  createdBy: "00000000-0000-0000-0000-000000000000",
  creatorEmail: "alice@example.test",
  userAgent: null,
  name,
  createdAt: "2026-11-23T15:36:00.580288123Z",
  version: 5,
});
export const listed = (id = keyId, name = "backup") => ({
  id,
  name,
  createdAt: Date.UTC(2026, 10, 23, 15, 36, 0, 580),
  creator: "alice@example.test",
});

export const page = (keys: readonly unknown[] | null, totalCount: number) => ({ apiKeys: keys, pageCount: 1, currentPage: 1, totalCount });

export const config = (more: object = {}) => ({
  externalAddress: "http://console.test/",
  satelliteName: "Storj",
  satelliteNodeURL: "1xTw@satellite.test:7777",
  captcha: { login: { recaptcha: { enabled: false, siteKey: "" }, hcaptcha: { enabled: false }, turnstile: { enabled: false } } },
  ssoEnabled: false,
  restAPIKeysUIEnabled: true,
  csrfToken: "",
  ...more,
});

export const project401 = { error: "unauthorized: no membership: You are not authorized to perform this action" };

/** An answer in JSON, called text as a console does. */
export const json = (body: unknown, status = 200): Fault => answering(status, JSON.stringify(body), { "Content-Type": "text/plain; charset=utf-8" });
export const refusing = (status: number, error = "no"): Fault => json({ error }, status);
export const empty = answering(200, "");
export const htmlPage = "<!DOCTYPE html><title>Storj</title>";
export const webAppPage = answering(200, htmlPage, { "Content-Type": "text/html; charset=UTF-8" });

/** What is answered to whom, by method and path up to the query; several are answered one after the other, the last of them again and again. */
export type Script = Readonly<Record<string, Fault | readonly Fault[]>>;

/** A console on the loopback and somebody who asks it. */
export class Scene {
  readonly clock = new ManualClock();
  readonly #servers: FaultyHttp[] = [];
  #console: FaultyHttp | undefined;

  /** What has no answer in the script gets the web app's page, as from a console. */
  async serve(script: Script, identity?: TlsIdentity): Promise<ConsoleAccess> {
    const asked = new Map<string, number>();
    const answer: Fault = (response, request) => {
      const route = `${request.method} ${request.url?.split("?")[0]}`;
      const count = asked.get(route) ?? 0;
      asked.set(route, count + 1);
      const faults: readonly Fault[] = [script[route] ?? webAppPage].flat();
      faults[Math.min(count, faults.length - 1)]?.(response, request);
    };
    this.#console = await this.#start(answer, identity);
    return this.access(this.#console.url);
  }

  /** Another server beside the console. */
  async serveElsewhere(fault: Fault): Promise<FaultyHttp> {
    return this.#start(fault);
  }

  access(url: string, more: Partial<ConsoleAccess> = {}): ConsoleAccess {
    return { origin: new URL(url), clock: this.clock, deadlineMs: 5000, ...more };
  }

  get server(): FaultyHttp {
    assert.ok(this.#console);
    return this.#console;
  }

  get requests(): readonly SeenRequest[] {
    return this.server.requests;
  }

  /** Method and path of all that the console was asked. */
  get routes(): string[] {
    return this.requests.map(({ method, path }) => `${method} ${path}`);
  }

  async stop(): Promise<void> {
    for (const server of this.#servers.splice(0)) await server.stop();
    this.#console = undefined;
  }

  /** How it fails: with an error that lets go of the deadline, and in which is no secret, whatever was sent or answered. */
  async failure(asking: Promise<unknown>): Promise<ConsoleError> {
    const error: unknown = await asking.then(
      () => assert.fail("it did not fail"),
      (reason: unknown) => reason,
    );
    assert.ok(error instanceof ConsoleError, inspect(error));
    assert.deepEqual([error.cause, this.clock.waiting], [undefined, 0]);
    const shown = [inspect(error, { depth: 9, showHidden: true }), error.stack, error.message, error.outside, JSON.stringify(error)];
    assert.equal(leaks.leakIn(shown.join("\n")), undefined);
    assert.ok((error.outside ?? "").length <= 500);
    return error;
  }

  async codeOf(asking: Promise<unknown>): Promise<string> {
    return (await this.failure(asking)).code;
  }

  async #start(fault: Fault, identity?: TlsIdentity): Promise<FaultyHttp> {
    const server = await startFaultyHttp(fault, identity);
    this.#servers.push(server);
    return server;
  }
}

/** Both APIs, for what they have in common. `list` and the others are their routes. */
export const bothApis = [
  {
    name: "the web app's API",
    open: (access: ConsoleAccess): ConsoleApi => sessionApi(access, token),
    projects: "GET /api/v0/projects",
    projectId: "id",
    list: "GET /api/v0/api-keys/list-paged",
    create: `POST /api/v0/api-keys/create/${project}`,
    remove: "DELETE /api/v0/api-keys/delete-by-ids",
    behindLast: 500,
  },
  {
    name: "the generated API",
    open: (access: ConsoleAccess): ConsoleApi => restKeyApi(access, restKey),
    projects: "GET /public/v1/projects/",
    projectId: "publicId",
    list: `GET /public/v1/projects/apikeys/${project}`,
    create: "POST /public/v1/apikeys/create",
    remove: `DELETE /public/v1/apikeys/delete/${keyId}`,
    behindLast: 400,
  },
] as const;

export const configRoute = "GET /api/v0/config";
export const byName = { order: "name", isDescending: false, search: "" } as const;
