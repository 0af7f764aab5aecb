import { keyInfo, keyPage } from "./consoleKeyPage";
import { type GeneratedRoute, Refused, type SessionRoute } from "./consoleRoute";
import { type ConsoleState, uuidOf } from "./consoleState";
import { readGoJson, textIn, textsIn } from "./goJson";
import type { Person } from "./people";
import { type ApiKey, apiKeyText, newApiKey, type Project } from "./project";

const longestName = 100;
const taken = "An API Key with this name already exists in this project, please use a different name";

/** API keys: listed, made and deleted with a session. */
export function keyRoutes(state: ConsoleState): readonly SessionRoute[] {
  return [
    {
      method: "GET",
      path: "/api/v0/api-keys/list-paged",
      answerTo: (person, { query }) => {
        const project = query.get("projectID") ?? "";
        uuidOf(project); // This is looked at before all else.
        return { json: keyPage(state, person, project, query, 500) };
      },
    },
    {
      method: "POST",
      path: "/api/v0/api-keys/create/{project}",
      needsCsrf: true,
      answerTo: (person, { inPath: [id = ""], body: name }) => {
        if ([...name].length > longestName) {
          throw new Refused(400, `validation: field length exceeds maximum length ${longestName}`);
        }
        const project = state.projects.open(person, id);
        if (state.keys.withName(project, name)) throw new Refused(500, `validation: ${taken}`);
        const key = makeKey(state, project, name, person);
        return { json: { key: apiKeyText(key), keyInfo: keyInfo(key) } };
      },
    },
    {
      method: "DELETE",
      path: "/api/v0/api-keys/delete-by-ids",
      needsCsrf: true,
      answerTo: (person, { body }) => {
        // All of them, or none.
        const doomed = textsIn(readGoJson(body), "ids").map((id) => deletable(state, person, id));
        for (const key of doomed) state.keys.remove(key);
        return {};
      },
    },
  ];
}

/** The same of the generated API. */
export function generatedKeyRoutes(state: ConsoleState): readonly GeneratedRoute[] {
  return [
    {
      method: "GET",
      path: "/projects/apikeys/{project}",
      answerTo: (person, { inPath: [project = ""], query }) => {
        if (!query.get("search")) throw new Refused(400, "parameter 'search' can't be empty");
        return { json: keyPage(state, person, project, query, 400) };
      },
    },
    {
      method: "POST",
      path: "/apikeys/create",
      answerTo: (person, { body }) => {
        const given = readGoJson(body);
        const [id, name] = [textIn(given, "projectID"), textIn(given, "name")];
        const project = state.projects.open(person, id);
        if (state.keys.withName(project, name)) throw new Refused(409, `conflict detected: ${taken}`);
        const key = makeKey(state, project, name, person);
        return { json: { key: apiKeyText(key), keyInfo: { ...keyInfo(key), projectId: uuidOf(id) } } };
      },
    },
    {
      method: "DELETE",
      path: "/apikeys/delete/{id}",
      answerTo: (person, { inPath: [id = ""] }) => {
        // One that is gone is fine.
        const key = state.keys.withId(uuidOf(id));
        if (key) state.projects.open(person, key.project.id);
        if (key) state.keys.remove(key);
        return {};
      },
    },
  ];
}

/** Makes an API key that the satellite takes at once. */
export function makeKey({ keys, stamp }: ConsoleState, project: Project, name: string, creator: Person): ApiKey {
  const key = newApiKey({ project, name, creator: creator.id, createdAt: stamp() });
  keys.add(key);
  return key;
}

function deletable({ keys, projects }: ConsoleState, person: Person, id: string): ApiKey {
  const key = keys.withId(uuidOf(id));
  if (!key) throw new Refused(500, "console service: sql: no rows in result set");
  projects.open(person, key.project.id);
  if (key.creator !== person.id && key.project.members[0] !== person.id) {
    const why = "insufficient access rights: you do not have permission to delete this API key";
    throw new Refused(403, `console service: ${why}: ${key.name}`);
  }
  return key;
}
