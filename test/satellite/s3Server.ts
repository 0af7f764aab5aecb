// versitygw, a real S3 server, on a temporary folder and the loopback.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";

export interface S3Server {
  readonly endpoint: URL;
  readonly accessKeyId: string;
  readonly secretKey: string;
  stop(): Promise<void>;
}

/** A port that nobody uses at this moment. */
async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as net.AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

/** Waits until it answers, whatever it says. */
async function answering(server: ChildProcess, endpoint: URL): Promise<void> {
  for (;;) {
    if (server.exitCode !== null || server.signalCode !== null) throw new Error("versitygw ended at once");
    const answer = await fetch(endpoint).catch(() => undefined);
    if (answer) return;
    await pause(20);
  }
}

/** Starts `program` with credentials made at this moment. */
export async function startS3Server(program: string): Promise<S3Server> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "storj-grants-s3-"));
  const [accessKeyId, secretKey] = ["tester", crypto.randomUUID()];
  const endpoint = new URL(`http://127.0.0.1:${await freePort()}`);
  // Object metadata in files beside the objects: a temporary folder need not have extended attributes.
  const [data, metadata] = [path.join(folder, "data"), path.join(folder, "metadata")];
  for (const one of [data, metadata]) mkdirSync(one);
  const args = ["--port", endpoint.host, "--quiet", "posix", "--sidecar", metadata, data];
  const server = spawn(program, args, {
    cwd: folder,
    stdio: ["ignore", "ignore", "pipe"],
    env: { HOME: folder, ROOT_ACCESS_KEY_ID: accessKeyId, ROOT_SECRET_ACCESS_KEY: secretKey },
  });
  let said = "";
  server.stderr.on("data", (text: Buffer) => (said += text.toString()));
  const ended = once(server, "close");
  const stop = async (): Promise<void> => {
    server.kill();
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await answering(server, endpoint);
  } catch (error) {
    await stop();
    throw new Error(`versitygw does not run: ${said}`, { cause: error });
  }
  return { endpoint, accessKeyId, secretKey, stop };
}
