/** What the environment in which VS Code was started says of a console. */
export interface EnvironmentSignIn {
  /** As it is written there. */
  readonly url: string;
  /** A secret. */
  readonly restKey: string;
}

/**
 * A console and a REST API key from the environment of the process, as a Codespace has them from its secrets; undefined without both. No setting
 * reaches them: a workspace's could send the key elsewhere.
 */
export function environmentSignIn(environment: Readonly<Record<string, string | undefined>> = process.env): EnvironmentSignIn | undefined {
  const [url = "", restKey = ""] = [environment["STORJ_CONSOLE_URL"]?.trim(), environment["STORJ_CONSOLE_REST_KEY"]?.trim()];
  return url === "" || restKey === "" ? undefined : { url, restKey };
}
