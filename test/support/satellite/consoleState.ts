import type { CsrfTokens } from "./consoleCsrf";
import type { SignInLimit } from "./consoleLimit";
import type { ConsoleOptions } from "./consoleOptions";
import type { RestKeys } from "./consoleRestKeys";
import { Refused } from "./consoleRoute";
import type { Sessions } from "./consoleSessions";
import { readUuid } from "./goUuid";
import type { ApiKeys } from "./keys";
import type { EdgeUrls } from "./metainfo";
import type { People, Person } from "./people";
import type { Project } from "./project";

/** What the console knows. */
export interface ConsoleState {
  readonly options: ConsoleOptions;
  /** Free tier. */
  readonly isFree: boolean;
  readonly people: People;
  readonly projects: Projects;
  readonly keys: ApiKeys;
  readonly restKeys: RestKeys;
  readonly sessions: Sessions;
  readonly csrf: CsrfTokens;
  readonly limit: SignInLimit;
  readonly now: () => number;
  /** Microseconds; later each time. */
  readonly stamp: () => number;
  /** Where everything is, once it is. */
  readonly urls: () => ConsoleUrls;
}

export interface ConsoleUrls {
  /** As `http://127.0.0.1:7777`. */
  readonly console: string;
  readonly node: string;
  readonly auth: string;
  readonly edge: EdgeUrls | undefined;
}

/** The projects, by each of their IDs. */
export class Projects {
  readonly #all: readonly Project[];
  readonly #byId: ReadonlyMap<string, Project>;

  constructor(projects: readonly Project[]) {
    this.#all = [...projects].sort((a, b) => (a.name < b.name ? -1 : 1));
    this.#byId = new Map(projects.flatMap((each) => [[each.id, each] as const, [each.publicId, each] as const]));
  }

  /** By name. */
  of({ id }: Person): readonly Project[] {
    return this.#all.filter(({ members }) => members.includes(id));
  }

  withId(id: string): Project | undefined {
    return this.#byId.get(id);
  }

  /** The project of either ID, in which that person is. Errors: Refused with 400 or 401. */
  open(person: Person, id: string): Project {
    const project = this.withId(uuidOf(id));
    if (!project) throw new Refused(401, "unauthorized: console service: sql: no rows in result set");
    if (!project.members.includes(person.id)) {
      throw new Refused(401, "unauthorized: no membership: You are not authorized to perform this action");
    }
    return project;
  }
}

/** In its usual form. Errors: Refused with 400. */
export function uuidOf(text: string): string {
  const read = readUuid(text);
  if ("wrong" in read) throw new Refused(400, read.wrong);
  return read.uuid;
}
