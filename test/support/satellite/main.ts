// Runs the stand-in until its standard input closes or SIGTERM comes: `node out/test/support/satellite/main.js --edge`.
// One line of JSON on standard output when it is ready.
import { parseArgs } from "node:util";
import { startSatellite } from ".";

const { values } = parseArgs({
  options: {
    audited: { type: "boolean", default: false },
    edge: { type: "boolean", default: false },
    free: { type: "boolean", default: false },
    cache: { type: "string", default: "60000" },
    many: { type: "string", default: "0" },
    ports: { type: "string", default: "0,0,0" },
    keys: { type: "string", default: "5" },
    projects: { type: "string", default: "2" },
    csrf: { type: "boolean", default: false },
    limits: { type: "boolean", default: false },
    captcha: { type: "boolean", default: false },
    managed: { type: "string", multiple: true, default: [] },
  },
});

async function main(): Promise<void> {
  const [satellite = 0, auth = 0, atConsole = 0] = values.ports.split(",").map(Number);
  const { audited, edge, free, csrf, limits, captcha, managed } = values;
  const standIn = await startSatellite({
    audited,
    edge,
    free,
    cacheMs: Number(values.cache),
    many: Number(values.many),
    ports: { satellite, auth, console: atConsole },
    console: { keys: Number(values.keys), projects: Number(values.projects), csrf, limits, captcha, managed },
  });
  console.log(JSON.stringify(standIn.ready));
  const stop = (): void => void standIn.stop().then(() => process.exit(0));
  process.on("SIGTERM", stop);
  process.stdin.on("end", stop).resume();
}

void main();
