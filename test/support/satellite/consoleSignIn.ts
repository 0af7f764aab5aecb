import { noSessionCookies, sessionCookies } from "./consoleCookies";
import { type AppRoute, type Reply, Refused, type SessionRoute } from "./consoleRoute";
import type { Session } from "./consoleSessions";
import type { ConsoleState } from "./consoleState";
import { flagIn, GoJsonError, readGoJson, textIn } from "./goJson";
import { goTime } from "./goTime";
import { password, type Person } from "./people";

const minute = 60_000;
const incorrect = "Your login credentials are incorrect, please try again";
const unsolved = "Validation of captcha was unsuccessful";
const unprocessed = "There was an error processing your request";

/** Signing in. */
export function signInRoutes(state: ConsoleState): readonly AppRoute[] {
  const { people, restKeys, sessions } = state;
  return [
    {
      method: "POST",
      path: "/api/v0/auth/token",
      needsCsrf: true,
      isLimited: true,
      isTyped: true,
      answer: ({ body }) => {
        const asked = readSignIn(body);
        if (asked.password === "") throw new Refused(400, "validation: password is required");
        const noCaptcha = state.options.captcha === true && asked.captchaResponse === "";
        if (noCaptcha && !hasCode(asked)) throw new Refused(400, unsolved);
        const person = people.withEmail(asked.email);
        if (!person || state.now() < person.lockedUntil) throw new Refused(401, incorrect);
        const needed = checkPerson(person, asked, state.now());
        // Who is asked for no code does not get by with one.
        if (noCaptcha && person.passcode === undefined) throw new Refused(400, unsolved);
        return needed ?? begun(sessions.begin(person, asked.rememberForOneWeek));
      },
    },
    {
      method: "POST",
      path: "/api/v0/auth/token-by-api-key",
      isLimited: true,
      isTyped: true,
      answer: ({ bearer }) => {
        if (bearer === undefined) throw new Refused(500, unprocessed);
        const person = restKeys.personOf(bearer);
        if (!person) throw new Refused(401, unprocessed);
        return begun(sessions.begin(person));
      },
    },
  ];
}

/** What one does with a session of one's own. */
export function ownSessionRoutes({ sessions }: ConsoleState): readonly SessionRoute[] {
  return [
    {
      method: "POST",
      path: "/api/v0/auth/refresh-session",
      needsCsrf: true,
      answerTo: (_, { cookies }) => {
        const { token, expiresAt } = sessions.refresh(sessions.ofToken(cookies.get("_tokenKey")));
        return { json: moment(expiresAt), cookies: sessionCookies(token, expiresAt) };
      },
    },
    {
      method: "POST",
      path: "/api/v0/auth/logout",
      isTyped: true,
      answerTo: (_, { cookies }) => {
        sessions.end(sessions.ofToken(cookies.get("_tokenKey")));
        return { cookies: noSessionCookies };
      },
    },
  ];
}

interface SignIn {
  readonly email: string;
  readonly password: string;
  readonly mfaPasscode: string;
  readonly mfaRecoveryCode: string;
  readonly captchaResponse: string;
  readonly rememberForOneWeek: boolean;
}

function readSignIn(body: string): SignIn {
  try {
    const given = readGoJson(body);
    return {
      email: textIn(given, "email"),
      password: textIn(given, "password"),
      mfaPasscode: textIn(given, "mfaPasscode"),
      mfaRecoveryCode: textIn(given, "mfaRecoveryCode"),
      captchaResponse: textIn(given, "captchaResponse"),
      rememberForOneWeek: flagIn(given, "rememberForOneWeek"),
    };
  } catch (error) {
    if (error instanceof GoJsonError) throw new Refused(500, unprocessed);
    throw error;
  }
}

function hasCode({ mfaPasscode, mfaRecoveryCode }: SignIn): boolean {
  return mfaPasscode !== "" || mfaRecoveryCode !== "";
}

/**
 * Gives the answer where a code is needed; undefined: it is that person. The third failure locks for two minutes, each
 * one after that for twice as long. Errors: Refused.
 */
function checkPerson(person: Person, asked: SignIn, now: number): Reply | undefined {
  const failed = (status: number, text: string): Refused => {
    person.failures++;
    if (person.failures >= 3) person.lockedUntil = now + 2 ** (person.failures - 2) * minute;
    return new Refused(status, text);
  };
  if (asked.password !== password) throw failed(401, incorrect);
  if (person.passcode !== undefined) {
    const { mfaPasscode, mfaRecoveryCode } = asked;
    if (mfaPasscode !== "" && mfaRecoveryCode !== "") {
      throw new Refused(409, "Expected either passcode or recovery code, but got both");
    }
    if (!hasCode(asked)) return { json: { error: "A MFA passcode or recovery code is required" }, isUntyped: true };
    if (mfaPasscode !== "" && mfaPasscode !== person.passcode) {
      throw failed(400, "The MFA passcode is not valid or has expired");
    }
    if (mfaRecoveryCode !== "" && mfaRecoveryCode !== person.recoveryCode) {
      throw failed(400, "The MFA recovery code is not valid or has been previously used");
    }
    if (mfaRecoveryCode !== "") person.recoveryCode = undefined;
  }
  person.failures = 0;
  return undefined;
}

function begun({ token, expiresAt }: Session): Reply {
  return { json: { expiresAt: moment(expiresAt), token }, cookies: sessionCookies(token, expiresAt) };
}

/** Milliseconds with the nanoseconds that a real console's clock has. */
function moment(ms: number): string {
  return goTime(ms * 1000).replace(/(?:\.\d+)?Z$/, `.${String(ms % 1000).padStart(3, "0")}471715Z`);
}
