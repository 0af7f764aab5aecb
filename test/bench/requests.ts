import { createHmac } from "node:crypto";
import { once } from "node:events";
import { connect as connectTcp } from "node:net";
import { connect as connectTls } from "node:tls";
import { presignUrl } from "../../src/edge/presign";
import { argon2Threads, deriveRootKey, noBytes, parseGrant, parseNodeUrl, serializeMacaroon, utf8 } from "../../src/grant";
import { systemClock } from "../../src/platform/clock";
import { satelliteAddress } from "../../src/satellite/address";
import { listObjects, projectInfo } from "../../src/satellite/metainfo";
import { demoAccessKeyId, demoSecretKey } from "../support/demoCredentials";
import { startSatellite } from "../support/satellite";
import { measure, measurePromise } from "./measure";
import type { Section } from "./report";

/** A handshake alone: what every request costs at least, before anything of ours. The server asks for a certificate, and gets none. */
async function shakeHands(host: string, port: number): Promise<void> {
  const socket = connectTcp({ host, port, noDelay: true });
  await once(socket, "connect");
  socket.write("DRPC!!!1");
  const secure = connectTls({ socket, rejectUnauthorized: false });
  secure.on("error", () => undefined);
  await once(secure, "secureConnect");
  secure.destroy();
}

/** Milliseconds: what is asked of a satellite that is no way off, and what is derived and signed for it. */
export async function requestTimes(): Promise<Section> {
  const standIn = await startSatellite({ many: 1_000 });
  const { rootGrant, satelliteNodeURL } = standIn.ready;
  const satellite = satelliteAddress(parseNodeUrl(satelliteNodeURL));
  if (!satellite) throw new Error("the stand-in has a whole address");
  const caller = { satellite, apiKey: serializeMacaroon(parseGrant(rootGrant).macaroon), deadlineMs: 15_000, clock: systemClock };
  const handshake = await measurePromise(() => shakeHands(satellite.host, satellite.port));
  const ask = await measurePromise(() => projectInfo(caller));
  const list = await measurePromise(() => listObjects(caller, { bucket: utf8("many"), encryptedPrefix: noBytes, limit: 1_000 }));
  await standIn.stop();
  const pair = { accessKeyId: demoAccessKeyId(), secretKey: demoSecretKey(), endpoint: new URL("https://gateway.storjshare.io") };
  const sign = (): unknown => presignUrl({ ...pair, method: "GET", bucket: "photos", key: "tenant1/cat.jpg", time: 0, expiresSeconds: 3_600 });
  const hmac = (): unknown => Array.from({ length: 5 }, () => createHmac("sha256", pair.secretKey).update(pair.accessKeyId).digest());
  return {
    title: "asking a satellite on this machine",
    unit: "ms",
    rows: [
      { what: "project info, with an identity of its own", measured: ask, reference: "a TLS handshake alone", referenceMeasured: handshake },
      { what: "a list of 1,000 names", measured: list, reference: "a TLS handshake alone", referenceMeasured: handshake },
      {
        what: "the root key of a passphrase (64 MiB)",
        measured: await measurePromise(() => deriveRootKey(utf8("correct horse"), new Uint8Array(16), noBytes, argon2Threads.rootKey)),
      },
      { what: "a presigned URL", measured: measure(sign), reference: "five HMACs of Node's", referenceMeasured: measure(hmac) },
    ],
  };
}
