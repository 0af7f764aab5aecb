export * from "./api";
export { ConsoleError, type ConsoleErrorCode } from "./consoleError";
