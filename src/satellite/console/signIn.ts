import type { ConsoleAccess } from "./access";
import type { NewSession, PasswordSignIn } from "./api";
import { ConsoleError, type ConsoleErrorCode } from "./consoleError";
import { CsrfGuard } from "./csrf";
import { readAnswer } from "./request";
import { begunSession } from "./schemas";

/**
 * Begins a session of one week with e-mail and password. Two requests: the config, and the sign-in. A console that guards its form with a
 * captcha refuses it without an MFA code. Where a password or code is wrong, the attempt counts: the third one locks the account for a while.
 * It is sent once, whatever becomes of it. `sending` is called before the password is sent: from then on the attempt may count, also where no answer comes.
 * Errors: ConsoleError (`wrong-credentials`, `mfa-needed`, `mfa-wrong`, …), or the signal's reason. No error quotes the console: it was sent the password.
 */
export async function signInWithPassword(
  access: ConsoleAccess,
  who: PasswordSignIn,
  signal?: AbortSignal,
  sending: () => void = () => undefined,
): Promise<NewSession> {
  const { email, password, mfa } = who;
  const code = mfa && ("passcode" in mfa ? { mfaPasscode: mfa.passcode } : { mfaRecoveryCode: mfa.recoveryCode });
  const guard = new CsrfGuard(access);
  await guard.prepare(signal);
  sending();
  const answer = await guard
    .answerOnce({
      method: "POST",
      path: "/api/v0/auth/token",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ email, password, ...code, rememberForOneWeek: true }),
      signal,
    })
    .catch((error: unknown) => refused(error, mfa !== undefined));
  const { status } = answer;
  const session = readAnswer(begunSession, answer);
  if (session.error !== undefined) throw new ConsoleError("mfa-needed", { status });
  return { token: session.token, expiresAt: session.expiresAt };
}

function refused(error: unknown, hasCode: boolean): never {
  if (!(error instanceof ConsoleError) || error.status === undefined) throw error;
  throw new ConsoleError(meaning(error.code, hasCode), { status: error.status });
}

function meaning(code: ConsoleErrorCode, hasCode: boolean): ConsoleErrorCode {
  if (code === "signed-out") return "wrong-credentials";
  return code === "invalid" && hasCode ? "mfa-wrong" : code;
}
