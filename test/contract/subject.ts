// The satellite, its console and the auth service that the contract is held to: those of the file that SATELLITE_READY names, or else the
// tests' own on Node.
import { readFileSync } from "node:fs";
import { type SatelliteOptions, startSatellite } from "../support/satellite";

/** What a satellite's ready line says; each test names what it needs of it. */
export interface Subject {
  readonly satelliteNodeURL: string;
  readonly satelliteID: string;
  readonly authURL: string;
  /** Without a slash at its end. */
  readonly consoleURL: string;
  /** Of who owns all projects, has made all API keys and has the REST API key. */
  readonly email: string;
  /** Of a member of the first project. */
  readonly memberEmail: string;
  /** Of who is asked for a passcode. */
  readonly mfaEmail: string;
  readonly mfaCode: string;
  /** Works once. */
  readonly recoveryCode: string;
  /** Of all of them. */
  readonly password: string;
  readonly restApiKey: string;
  readonly passphrase: string;
  /** What a gateway shows to the auth service. */
  readonly edgeToken: string;
  /** The first is the one of all that follows, the second is empty; salts in hex. */
  readonly projects: readonly { readonly id: string; readonly publicId: string; readonly name: string; readonly salt: string }[];
  /** Unrestricted, in text. */
  readonly apiKeys: readonly string[];
  /** Of an API key without caveats, from the passphrase: encrypted object keys. */
  readonly rootGrant: string;
  /** Plain object keys. */
  readonly nullCipherGrant: string;
  /** All of the project: the first is the root grant's, the second has plain object keys. */
  readonly buckets: readonly string[];
  /** What is in each of the two, in clear text. */
  readonly objects: readonly string[];
  /** True where the fourth API key is auditable. */
  readonly audited: boolean;
  /** True where the project names edge services of its own. */
  readonly edge: boolean;
  /** True where the project is of the free tier. */
  readonly free: boolean;
  /** True where the console guards against requests of other sites. */
  readonly csrf: boolean;
  /** True where there may be too many requests to sign in. */
  readonly limits: boolean;
  /** True where a captcha guards e-mail and password. */
  readonly captcha: boolean;
  /** The names of projects whose passphrase the satellite keeps. */
  readonly managed: readonly string[];
  /** True where an API key that was used works for a while after it was deleted… */
  readonly remembers: boolean;
  /** …and where it does not. */
  readonly forgets: boolean;
  /** True where it runs for one suite alone, and nobody has asked it anything before: its accounts may be locked, its codes used up. */
  readonly fresh: boolean;
}

const file = process.env["SATELLITE_READY"];

/** All that was said of the subject; set before the first test. */
let known: Partial<Subject> = {};
let stop: (() => Promise<void>) | undefined;

/** Starts the tests' own satellite, with what is said in its ready line of how it was started. */
async function start(options: SatelliteOptions, fresh: boolean): Promise<void> {
  const satellite = await startSatellite(options);
  const forgets = options.cacheMs === 0;
  known = { ...options, ...options.console, ...satellite.ready, forgets, remembers: !forgets, fresh };
  stop = () => satellite.stop();
}

/** For the root hooks: the subject of all suites that ask for none of their own. */
export const openSubject = async (): Promise<void> => {
  if (file === undefined) await start({}, false);
  else known = JSON.parse(readFileSync(file, "utf8")) as Partial<Subject>;
};

export const closeSubject = async (): Promise<void> => {
  await stop?.();
  stop = undefined;
};

/** Inside a `describe`: its tests are about a satellite that was started so. One of a file is as it is, and its ready line says how. */
export function describedAs(options: SatelliteOptions): void {
  before(async () => {
    if (file !== undefined) return;
    await closeSubject();
    await start(options, true);
  });
  after(async () => {
    if (file !== undefined) return;
    await closeSubject();
    await start({}, false);
  });
}

/** A test that needs some of the ready line. Where that does not have it, or says no to it, the test is skipped, and its title says why. */
export function itGiven<Name extends keyof Subject>(
  names: readonly Name[],
  title: string,
  test: (given: Pick<Subject, Name>) => Promise<void>,
): Mocha.Test {
  return it(title, async function () {
    const missing = names.filter((name) => known[name] === undefined || known[name] === false);
    if (missing.length > 0) {
      this.test!.title += ` (not given: ${missing.join(", ")})`;
      this.skip();
    }
    await test(known as Subject);
  });
}
