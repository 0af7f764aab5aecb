import type { Ready } from "./satellite";

/** Signs in at a console as a browser does: what it keeps as the cookie `_tokenKey`. */
export async function browserSession({ consoleURL, password }: Pick<Ready, "consoleURL" | "password">, email: string): Promise<string> {
  const answer = await fetch(`${consoleURL}/api/v0/auth/token`, { method: "POST", body: JSON.stringify({ email, password }) });
  return ((await answer.json()) as { token: string }).token;
}
