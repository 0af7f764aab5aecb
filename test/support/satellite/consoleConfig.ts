import { csrfCookie } from "./consoleCookies";
import type { AppRoute } from "./consoleRoute";
import type { ConsoleState } from "./consoleState";

/** What the console tells everybody: a part of what a real one does. */
export function configRoute({ options, csrf, urls }: ConsoleState): AppRoute {
  const off = { enabled: false, siteKey: "" };
  const hcaptcha = options.captcha === true ? { enabled: true, siteKey: "site" } : off;
  const captchas = { recaptcha: off, hcaptcha, turnstile: off };
  return {
    method: "GET",
    path: "/api/v0/config",
    isTyped: true,
    answer: ({ cookies }) => {
      const { token, isNew } = csrf.give(cookies.get("csrf_token"));
      const { console, node, auth } = urls();
      return {
        json: {
          externalAddress: `${console}/`,
          satelliteName: "Storj",
          satelliteNodeURL: node,
          gatewayCredentialsRequestURL: auth,
          linksharingURL: "http://127.0.0.1:1/link",
          publicLinksharingURL: "http://127.0.0.1:1/public",
          captcha: { login: captchas, registration: captchas },
          maxNameCharacters: 100,
          inactivityTimerEnabled: true,
          inactivityTimerDuration: 1800,
          ssoEnabled: false,
          restAPIKeysUIEnabled: true,
          csrfToken: token,
        },
        ...(isNew && { cookies: [csrfCookie(token)] }),
      };
    },
  };
}
