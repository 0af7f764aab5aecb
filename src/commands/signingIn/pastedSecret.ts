import { GrantError, parseApiKey, parseGrant } from "../../grant";
import type { Translate } from "../../decoder/voice";

/** Longer than any token or key of a console. */
const longest = 4096;

/** The value of the cookie in what was pasted: by itself, or with its name, as some tools copy it. */
export function tokenIn(pasted: string): string {
  return pasted.trim().replace(/^_tokenKey\s*[=:]\s*/, "").replace(/;$/, "").replace(/^(["'])(.*)\1$/, "$2");
}

/** Why what was pasted can't be the value of the cookie; an access grant would be sent where it does not belong. */
export function tokenProblem(pasted: string, t: Translate): string | undefined {
  const token = tokenIn(pasted);
  if (token === "") return t("Paste the value of the cookie _tokenKey");
  if (isCredential(token)) return notOfConsoles(t);
  // Two texts in base64 with a dot between (satellite/console/consoleauth/token.go).
  const isToken = token.length <= longest && /^[\w+/=%-]+\.[\w+/=%-]+$/.test(token);
  return isToken ? undefined : t("This is not the value of _tokenKey: two runs of letters and digits with a dot between them");
}

/** Why what was pasted can't be a REST API key. */
export function restKeyProblem(pasted: string, t: Translate): string | undefined {
  const key = pasted.trim();
  if (key === "") return t("Paste the REST API key");
  if (isCredential(key)) return notOfConsoles(t);
  return key.length <= longest && /^[!-~]+$/.test(key) ? undefined : t("A REST API key has no blanks and no line breaks");
}

function notOfConsoles(t: Translate): string {
  return t("This is an access grant or an API key of a project. It is not sent: a console takes REST API keys, which its account settings make");
}

function isCredential(text: string): boolean {
  return [parseGrant, parseApiKey].some((parse) => {
    try {
      parse(text);
      return true;
    } catch (error) {
      if (error instanceof GrantError) return false;
      throw error;
    }
  });
}
