import { inEnglish, type Voice } from "../../src/decoder/voice";
import { systemClock } from "../../src/platform/clock";
import { type ConsoleApi, sessionApi, signInWithPassword } from "../../src/satellite/console";
import { keyLine } from "../../src/views/apiKeys/apiKeyItem";
import { KeyPages, pageSize } from "../../src/views/apiKeys/keyPages";
import { ProjectList } from "../../src/views/apiKeys/projectList";
import { startSatellite } from "../support/satellite";
import { measure, measurePromise } from "./measure";
import type { Section } from "./report";

/** What the tree may take beside the round trip, in milliseconds. */
const beside = 20;

const nothing = (): void => undefined;

/** Milliseconds: the first page of a project with ten thousand API keys, and a list of 300 projects, beside a bare fetch of the same. */
export async function apiKeyTimes(now: number): Promise<Section> {
  const standIn = await startSatellite({ console: { keys: 10_000, projects: 300 } });
  const { consoleURL, email, password, projects } = standIn.ready;
  const access = { origin: new URL(consoleURL), clock: systemClock, deadlineMs: 15_000 };
  const { token } = await signInWithPassword(access, { email, password });
  const api: ConsoleApi = sessionApi(access, token);
  const project = projects[0]?.publicId ?? "";
  const newPages = (): KeyPages =>
    new KeyPages({ ask: (query, page, size, signal) => api.keys(project, query, page, size, signal), clock: systemClock, changed: nothing });
  const fetchBare = (path: string): Promise<string> =>
    fetch(consoleURL + path, { headers: { cookie: `_tokenKey=${token}` } }).then((response) => response.text());
  const bareKeys = await measurePromise(() => fetchBare(`/api/v0/api-keys/list-paged?projectID=${project}&limit=${pageSize}&page=1&order=1&orderDirection=1`));
  const bareProjects = await measurePromise(() => fetchBare("/api/v0/projects"));
  const firstPage = await measurePromise(() => newPages().load());
  const list = await measurePromise(() => new ProjectList({ ask: (signal) => api.projects(signal), clock: systemClock, changed: nothing }).load());
  const pages = newPages();
  await pages.load();
  while (pages.count < 300) await pages.more();
  const again = await measurePromise(() => pages.refresh());
  await standIn.stop();
  const voice: Voice = { t: inEnglish, now, locale: "en-GB", timeZone: undefined };
  const reference = "a bare fetch of the same";
  return {
    title: "API keys of a console on this machine: 10,000 in the project, 300 projects",
    unit: "ms",
    rows: [
      { what: `the first page: ${pageSize} API keys`, budget: bareKeys + beside, measured: firstPage, reference, referenceMeasured: bareKeys },
      { what: "the projects of an account", budget: bareProjects + beside, measured: list, reference, referenceMeasured: bareProjects },
      { what: "a refresh of 300 API keys, in one request", measured: again, reference: "a bare fetch of 50", referenceMeasured: bareKeys },
      { what: `${pageSize} lines`, measured: measure(() => pages.keys.slice(0, pageSize).map((key) => keyLine(key, undefined, voice))) },
    ],
  };
}
