import { makeKey } from "./consoleKeys";
import type { ConsoleControls } from "./consoleOptions";
import type { ConsoleState } from "./consoleState";
import { known } from "./people";
import { apiKeyText } from "./project";

/** What a test does to a console behind its clients' backs. */
export function consoleControls(state: ConsoleState): ConsoleControls {
  const { keys, people, projects, sessions, csrf } = state;
  return {
    endSessions: () => sessions.endAll(),
    rotateCsrf: () => csrf.endAll(),
    deleteKey: (id) => {
      const key = keys.withId(id);
      if (!key) throw new Error(`there is no API key ${id}`);
      keys.remove(key);
    },
    addKey: (id, name, email = known.email) => {
      const [project, person] = [projects.withId(id), people.withEmail(email)];
      if (!project || !person) throw new Error(`there is no project ${id}, or nobody ${email}`);
      if (keys.withName(project, name)) throw new Error(`the project has an API key of the name ${name}`);
      const key = makeKey(state, project, name, person);
      return { id: key.id, key: apiKeyText(key) };
    },
  };
}
