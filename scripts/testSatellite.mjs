// npm run test:satellite: our client and our stand-in against a satellite that is built on Storj's own Go libraries, and presigned URLs
// against a real S3 server. Needs Go; `-- --optional` skips it all where there is none. Each run goes to its end; closes with the sum of all.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { install } from "./install.mjs";
import { contract, mocha, ran, tests } from "./layerRuns.mjs";
import { buildSatellite, hasGo, installBun, installVersitygw } from "../test/satellite/install.mjs";
import { runsHere } from "../test/vscode/install.mjs";

const scratch = mkdtempSync(path.join(os.tmpdir(), "storj-grants-satellite-"));
const print = (text) => process.stdout.write(text);

/** Starts the Go stand-in with some flags; its ready line goes to a file, with what is known of it beside. */
async function startSatellite(program, name, { flags, known }) {
  const child = spawn(program, flags, { stdio: ["pipe", "pipe", "inherit"] });
  const ended = new Promise((resolve) => child.once("close", resolve));
  const { value, done } = await createInterface({ input: child.stdout })[Symbol.asyncIterator]().next();
  if (done) throw new Error("The Go stand-in ended before it was ready");
  const file = path.join(scratch, `${name}.json`);
  writeFileSync(file, JSON.stringify({ ...JSON.parse(value), ...known }));
  return {
    name,
    file,
    stop: async () => {
      child.stdin.end();
      await ended;
    },
  };
}

/**
 * The satellites by name: their flags, and what their ready files say beside their ready lines. `forgetful` remembers nothing: what is revoked or
 * deleted there is refused at once. Those that say `fresh` are for one run each.
 */
const satellites = {
  plain: { flags: ["-keys", "120"], known: { remembers: true } },
  flagged: { flags: ["-audited", "-edge", "-free"], known: { audited: true, edge: true, free: true, remembers: true } },
  forgetful: { flags: ["-keys", "120", "-cache", "0s"], known: { forgets: true } },
  guarded: { flags: ["-csrf", "-managed", "Kept"], known: { csrf: true, managed: ["Kept"], remembers: true } },
  captcha: { flags: ["-captcha"], known: { captcha: true } },
  limited: { flags: ["-limits"], known: { limits: true, fresh: true } },
  lockable: { flags: [], known: { fresh: true } },
  recorded: { flags: ["-keys", "120"], known: { fresh: true } },
  recordedGuards: { flags: ["-csrf", "-limits"], known: { csrf: true, limits: true, fresh: true } },
};

/** Some files of the contract, held to the satellite of that ready file. */
const held = (ready, files) => (result) => tests(print, result, contract(result, files), { environment: { SATELLITE_READY: ready } });

/** Each run by name; undefined: it does not run here. Given are the ready files of the satellites, by their names. */
const runs = ({ plain, flagged, forgetful, guarded, captcha, limited, lockable, recorded, recordedGuards, bun, versitygw }) => ({
  contract: held(plain),
  "contract, audited, edge and free": held(flagged),
  "contract of a console, CSRF and a managed passphrase": held(guarded, "console*"),
  "contract of a console, nothing remembered": held(forgetful, "consoleKeys"),
  "contract of a console, captcha": held(captcha, "consoleCaptcha"),
  "contract of a console, sign-in limit": held(limited, "consoleSignInLimit"),
  "contract of a console, locks": held(lockable, "consoleLock"),
  "contract of a console, as recorded": held(recorded, "recordedConsole"),
  "contract of a console, as recorded with CSRF and the limit": held(recordedGuards, "recordedGuards"),
  "same answers": (result) =>
    tests(print, result, mocha(result, "out/test/satellite/sameAnswers.test.js"), { environment: { SATELLITE_READY: plain } }),
  "client on Node": (result) => tests(print, result, ["out/test/satellite/runSmoke.js", plain, result]),
  "client on Bun": bun && ((result) => tests(print, result, ["out/test/satellite/runSmoke.js", plain, result], { program: bun })),
  "client in VS Code": (result) => {
    const args = ["--result", result, "--grep", "from within the extension host", ...(runsHere ? [] : ["--desktop"])];
    return tests(print, result, ["out/test/host/run.js", ...args], { environment: { SATELLITE_READY: plain } });
  },
  "presigned URLs": (result) =>
    tests(print, result, mocha(result, "out/test/satellite/presigned.test.js"), { environment: { VERSITYGW: versitygw } }),
  "a person's way": runsHere
    ? (result) => {
        const args = [...mocha(result, "out/test/e2e/satellite.test.js", "out/test/e2e/console.test.js"), "--require", "out/test/e2e/rootHooks.js"];
        return tests(print, result, args, { environment: { SATELLITE_READY: forgetful } });
      }
    : undefined,
});

async function main() {
  install();
  const [bun, versitygw, program] = [installBun(), installVersitygw(), buildSatellite()];
  const builds = [["esbuild.mjs", "--tests"], ["esbuild.mjs"], ...(runsHere ? [["scripts/packageExtension.mjs"]] : [])];
  for (const build of builds) if (!ran(...build)) throw new Error(`${build.join(" ")} failed`);
  const started = await Promise.all(Object.entries(satellites).map(([name, how]) => startSatellite(program, name, how)));
  const given = { ...Object.fromEntries(started.map(({ name, file }) => [name, file])), bun, versitygw };
  const sum = { passed: 0, failed: 0 };
  const lines = [];
  for (const [name, run] of Object.entries(runs(given))) {
    if (run === undefined) {
      lines.push(`${name}: not run, for it needs Linux x64`);
      continue;
    }
    print(`\n== ${name}\n`);
    const { passed, failed, skipped } = await run(path.join(scratch, `${lines.length}.json`));
    lines.push([`${name}: ${passed} passed`, `${failed} failed`, ...(skipped > 0 ? [`${skipped} skipped`] : [])].join(", "));
    sum.passed += passed;
    sum.failed += failed;
  }
  await Promise.all(started.map((satellite) => satellite.stop()));
  print(`\n${lines.join("\n")}\n${sum.passed} passed, ${sum.failed} failed\n`);
  return sum.failed === 0;
}

if (hasGo()) {
  try {
    if (!(await main())) process.exitCode = 1;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
} else {
  const optional = process.argv.includes("--optional");
  const why = "the satellite of these tests needs Go 1.25 or later, and there is no `go` on the path: get it from https://go.dev/dl and run this again";
  console.error(optional ? `Skipped: ${why}` : why);
  rmSync(scratch, { recursive: true, force: true });
  process.exitCode = optional ? 0 : 1;
}
