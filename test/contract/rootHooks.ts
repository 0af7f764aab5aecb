import { closeSubject, openSubject } from "./subject";

export const mochaHooks: Mocha.RootHookObject = { beforeAll: openSubject, afterAll: closeSubject };
