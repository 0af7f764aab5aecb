import { consoleOrigin, publicConsoles } from "../../satellite/consoleOrigin";
import type { Account } from "../../vault/accounts";
import { consoleName } from "../contacting/consoleWords";
import { failureText } from "../contacting/satelliteWords";
import { sameName } from "./accountName";
import type { EnvironmentSignIn } from "./environment";
import { keepAccount } from "./keepAccount";
import { restKeyProblem } from "./pastedSecret";
import { notSignedIn, type SignInAround } from "./signInAround";
import { type Draft, askSteps, nothingAnswered } from "./signInDraft";
import { askConfig, signInSteps, tryOut } from "./signInSteps";

/**
 * Asks a person to sign in, to an account that they had signed in to before where one is given. Undefined where they left, or could not: then
 * nothing is kept, and that has been told. Errors: VaultError.
 */
export async function signInBySteps(around: SignInAround, before?: Account): Promise<Account | undefined> {
  await around.accounts.load();
  const again = before && consoleOrigin(before.origin)?.origin === before.origin ? before : undefined;
  const start = again ? await startAgain(around, again) : nothingAnswered;
  const draft = start && (await askSteps(start, signInSteps(around, again)));
  if (!draft?.origin) return undefined;
  return keepAccount(around, {
    origin: draft.origin.origin,
    way: draft.way === "restKey" ? "restKey" : "session",
    name: again?.name ?? sameName(around, draft, draft.name),
    secret: draft.secret,
    isBrowsers: draft.way === "browser",
    expiresAt: draft.expiresAt,
    nodeUrl: draft.config?.nodeUrl ?? again?.nodeUrl ?? "",
  });
}

/** What is known of an account that was signed in to before; undefined where the person left. */
async function startAgain(around: SignInAround, { origin, way, isBrowsers, name }: Account): Promise<Draft | undefined> {
  const url = new URL(origin);
  const known = { ...nothingAnswered, origin: url };
  if (way === "restKey") return { ...known, way: "restKey" };
  if (isBrowsers === true) return { ...known, way: "browser" };
  // Whether a captcha guards the form may have changed.
  const config = await askConfig(around, url);
  return typeof config === "object" ? { ...known, way: "password", email: name, config } : undefined;
}

/**
 * Signs in with what the environment says. Who started VS Code has set it, but for the files of a repository, which may set variables of a
 * container: a console that is neither Storj's, nor of this computer, nor signed in to before is named and asked about first. Undefined where the
 * person left, or could not sign in, which has been told. Errors: VaultError.
 */
export async function signInByEnvironment(around: SignInAround, { url, restKey }: EnvironmentSignIn): Promise<Account | undefined> {
  const { accounts, ask, decoder } = around;
  const { t } = decoder.voice();
  const origin = consoleOrigin(url);
  if (!origin) {
    const wrong = t("STORJ_CONSOLE_URL is no address of a console");
    void ask.showError(failureText(notSignedIn(t), { wrong, next: t("Set it as in https://us1.storj.io, without a path, and start VS Code again.") }));
    return undefined;
  }
  if (restKeyProblem(restKey, t) !== undefined) {
    const wrong = t("STORJ_CONSOLE_REST_KEY is no REST API key");
    void ask.showError(failureText(notSignedIn(t), { wrong, next: t("Make one in the web console, in the settings of your account, and start VS Code again.") }));
    return undefined;
  }
  await accounts.load();
  if (!(await isTrusted(around, origin))) return undefined;
  const config = await askConfig(around, origin);
  if (typeof config !== "object" || !(await tryOut(around, origin, { way: "restKey", secret: restKey }))) return undefined;
  return keepAccount(around, {
    origin: origin.origin,
    way: "restKey",
    // The same each time: it replaces what was there.
    name: t("environment"),
    secret: restKey,
    expiresAt: undefined,
    nodeUrl: config.nodeUrl,
  });
}

async function isTrusted({ accounts, ask, decoder }: SignInAround, { origin, protocol }: URL): Promise<boolean> {
  const known = [...publicConsoles, ...accounts.all()];
  // What is not encrypted stays on this computer: consoleOrigin.
  if (protocol === "http:" || known.some((one) => one.origin === origin)) return true;
  const { t } = decoder.voice();
  const go = t("Sign In");
  const answer = await ask.showWarning(t("Sign in to {0}?", consoleName(origin)), {
    modal: true,
    detail: t("STORJ_CONSOLE_URL names it, and it would get the REST API key that is in STORJ_CONSOLE_REST_KEY. It is none of Storj's own, and you have not signed in there before."),
    actions: [go],
  });
  return answer === go;
}
