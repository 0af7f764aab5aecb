export type { ConsoleAccess } from "./access";
export * from "./api";
export { ConsoleError, type ConsoleErrorCode } from "./consoleError";
export { restKeyApi } from "./generated";
export { consoleConfig } from "./publicConfig";
export { signInWithPassword } from "./signIn";
export { sessionApi } from "./webApp";
