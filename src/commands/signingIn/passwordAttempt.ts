import type { PasswordSignIn } from "../../satellite/console";
import { ConsoleError, type ConsoleErrorCode } from "../../satellite/console/consoleError";
import { localClock } from "../../decoder/time";
import { showOutside } from "../../platform/showOutside";
import { consoleName, consoleWords } from "../contacting/consoleWords";
import { failureText } from "../contacting/satelliteWords";
import { minutesOfLock } from "./failedSignIns";
import { contactOrTell, type Meaning, notSignedIn, type SignInAround } from "./signInAround";
import type { Draft, StepAnswer } from "./signInDraft";

/** Which failures a person has agreed to risk in this row of questions: they are warned once for each. */
export type Agreed = Set<number>;

/** After these the console has counted a failure, or may have, where the password was sent. */
const mayCount: readonly ConsoleErrorCode[] = ["wrong-credentials", "mfa-wrong", "timeout", "unreachable", "server", "not-console"];

/**
 * Signs in with what was answered, once. What was wrong is told, and leads back to its question; before each try that would lock the account if it
 * fails, a modal warns. Nothing is sent again but where the person says so.
 */
export async function attempt(around: SignInAround, agreed: Agreed, origin: URL, draft: Draft, code?: string): Promise<StepAnswer> {
  const { decoder, failedSignIns, clock } = around;
  const { t } = decoder.voice();
  const { email, password, codeKind } = draft;
  const host = consoleName(origin.origin);
  const mfa: PasswordSignIn["mfa"] = code === undefined ? undefined : codeKind === "recoveryCode" ? { recoveryCode: code } : { passcode: code };
  let failed: ConsoleError | undefined;
  const answer = await contactOrTell(
    around,
    origin,
    t("Signing in to {0}…", host),
    async (console, access, signal) => {
      const sent = { is: false };
      const sending = (): void => { sent.is = true; };
      try {
        return await console.signInWithPassword(access, { email, password, ...(mfa && { mfa }) }, signal, sending);
      } catch (thrown) {
        const wantsCode = thrown instanceof ConsoleError && thrown.code === "mfa-needed";
        if (wantsCode && code === undefined) return undefined;
        // One came along, and was not taken.
        const error = wantsCode ? new ConsoleError("mfa-wrong", thrown) : thrown;
        const counts = error instanceof ConsoleError ? mayCount.includes(error.code) : signal.aborted;
        if (sent.is && counts) failedSignIns.add(origin.origin, email, clock.now());
        throw error;
      }
    },
    (error) => {
      failed = error;
      return meaningOf(around, error, host, draft.config?.hasCaptcha === true && code !== undefined);
    },
    () => takesTheRisk(around, agreed, origin, email),
  );
  if (answer === "button") return { goTo: failed?.code === "mfa-wrong" ? "codeKind" : "password" };
  if (!answer) return undefined;
  if (!answer.value) return { ...draft, needsCode: true };
  failedSignIns.forget(origin.origin, email);
  const { token, expiresAt } = answer.value;
  return { ...draft, secret: token, expiresAt, name: email };
}

function meaningOf({ decoder }: SignInAround, error: ConsoleError, host: string, isPastCaptcha: boolean): Meaning | undefined {
  const { t } = decoder.voice();
  const words = consoleWords(error, host, t);
  switch (error.code) {
    case "wrong-credentials":
      return { text: failureText(notSignedIn(t), words), button: t("Type Password Again…") };
    case "mfa-wrong": {
      const captcha = t("An account without MFA does not get past the captcha: it takes the browser's session or a REST API key.");
      const next = isPastCaptcha ? `${words.next} ${captcha}` : words.next;
      return { text: failureText(notSignedIn(t), { ...words, next }), button: t("Type Code Again…") };
    }
    case "too-many":
      return {
        text: failureText(notSignedIn(t), {
          wrong: words.wrong,
          next: t("It takes five tries, and then one every five minutes. Nothing is tried again by itself: sign in again in five minutes."),
        }),
        isLasting: true,
      };
    case "invalid":
      return { text: failureText(notSignedIn(t), { ...words, next: t("Take another way to sign in, perhaps the browser's session.") }) };
    default:
      return undefined;
  }
}

/** Warns before a failure that would lock the account; true where they want to try nevertheless. */
async function takesTheRisk({ ask, clock, decoder, failedSignIns }: SignInAround, agreed: Agreed, origin: URL, email: string): Promise<boolean> {
  const voice = decoder.voice();
  const { t } = voice;
  const { count, lockedUntil } = failedSignIns.of(origin.origin, email);
  const minutes = minutesOfLock(count + 1);
  if (minutes === 0 || agreed.has(count)) return true;
  const go = t("Sign In");
  const isLocked = lockedUntil !== undefined && clock.now() < lockedUntil;
  const answer = await ask.showWarning(t("One more failure locks the account {0} for {1} minutes. Sign in?", showOutside(email), minutes), {
    modal: true,
    detail: [
      t("Of the attempts at {0} that were made here, {1} have failed; wrong codes count as well. One that was not answered is among them, since it may have failed. The third failure locks an account for 2 minutes, and each one after it for twice as long: 4, 8 …", consoleName(origin.origin), count),
      ...(isLocked ? [t("Until {0} it is locked, as far as that is known here: nothing is taken till then, the right password neither, and the console does not say so.", localClock(lockedUntil, voice))] : []),
    ].join("\n\n"),
    actions: [go],
  });
  if (answer === go) agreed.add(count);
  return answer === go;
}
