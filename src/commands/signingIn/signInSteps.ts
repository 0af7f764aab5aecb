import { showOutside } from "../../platform/showOutside";
import { BACK } from "../../platform/ask";
import type { ConsoleConfig } from "../../satellite/console";
import type { Account } from "../../vault/accounts";
import { consoleName, consoleWords } from "../contacting/consoleWords";
import { failureText } from "../contacting/satelliteWords";
import type { Frame } from "../asking/inSteps";
import { nameQuestion } from "./accountName";
import { consoleQuestion } from "./consoleQuestion";
import { type Agreed, attempt } from "./passwordAttempt";
import { restKeyProblem, tokenIn, tokenProblem } from "./pastedSecret";
import { contactOrTell, notSignedIn, type SignInAround } from "./signInAround";
import type { CodeKind, Draft, Step, StepAnswer, StepName } from "./signInDraft";
import { waysOf } from "./ways";

/** What the questions of one row share. */
interface Row {
  readonly around: SignInAround;
  readonly title: string;
  readonly agreed: Agreed;
  /** Proposed when the person comes back to the question. */
  typedEmail: string;
}

type Question = (row: Row, draft: Draft, frame: Frame) => Promise<StepAnswer>;

const questions: Readonly<Record<StepName, Question>> = {
  console: askForConsole,
  way: askForWay,
  secret: askForSecret,
  email: askForEmail,
  password: askForPassword,
  codeKind: askForCodeKind,
  code: askForCode,
  name: askForName,
};

/**
 * The questions that follow from what was answered so far, from the first one. Of an account that is signed in to `again`, what is known is not
 * asked.
 */
export function signInSteps(around: SignInAround, again?: Account): (draft: Draft) => readonly Step[] {
  const { t } = around.decoder.voice();
  const title = again ? t("Sign In Again to {0}", consoleName(again.origin)) : t("Sign In to Satellite");
  const row: Row = { around, title, agreed: new Set(), typedEmail: "" };
  return ({ way, needsCode }) => {
    const codes = needsCode ? (["codeKind", "code"] as const) : [];
    const first = again ? [] : (["console", "way"] as const);
    const withPassword = again ? (["password", ...codes] as const) : (["email", "password", ...codes] as const);
    const withSecret = again ? (["secret"] as const) : (["secret", "name"] as const);
    const names = [...first, ...(way === "password" ? withPassword : withSecret)];
    return names.map((name) => ({ name, ask: (draft, frame) => questions[name](row, draft, frame) }));
  };
}

async function askForConsole({ around, title }: Row, draft: Draft, frame: Frame): Promise<StepAnswer> {
  const { accounts, ask, decoder } = around;
  const { t } = decoder.voice();
  for (;;) {
    const origin = await ask.pickOrType({ ...frame, ...consoleQuestion(title, accounts.all(), t) });
    if (origin === undefined || origin === BACK) return origin;
    const config = await askConfig(around, origin, t("Another Satellite…"));
    if (config === "button") continue;
    return config && { ...draft, origin, config };
  }
}

async function askForWay({ around, title }: Row, draft: Draft, frame: Frame): Promise<StepAnswer> {
  const { t } = around.decoder.voice();
  if (!draft.config || !draft.origin) return undefined;
  const placeholder = t("How do you sign in to {0}?", consoleName(draft.origin.origin));
  const way = await around.ask.pick({ ...frame, title, placeholder, items: waysOf(draft.config, t) });
  return way === undefined || way === BACK ? way : { ...draft, way };
}

async function askForEmail(row: Row, draft: Draft, frame: Frame): Promise<StepAnswer> {
  const { ask, decoder } = row.around;
  const { t } = decoder.voice();
  const email = await ask.input({
    ...frame,
    title: row.title,
    prompt: t("Your e-mail address at {0}", consoleName(draft.origin?.origin ?? "")),
    value: row.typedEmail,
    validate: (text) => (/^[^\s@]+@[^\s@]+$/.test(text.trim()) ? undefined : t("Write an e-mail address")),
  });
  if (email === undefined || email === BACK) return email;
  row.typedEmail = email.trim();
  return { ...draft, email: row.typedEmail };
}

async function askForPassword({ around, title, agreed }: Row, draft: Draft, frame: Frame): Promise<StepAnswer> {
  const { ask, decoder } = around;
  const { t } = decoder.voice();
  const prompt = t("The password of {0} at {1}. It is sent there once, and not kept.", showOutside(draft.email), consoleName(draft.origin?.origin ?? ""));
  const validate = (text: string): string | undefined => (text === "" ? t("A password can't be empty") : undefined);
  const password = await ask.inputSecret({ ...frame, title, prompt, validate });
  if (password === undefined || password === BACK) return password;
  const known = { ...draft, password };
  // Without a code the captcha would be asked for, which only a browser can show.
  if (draft.config?.hasCaptcha === true) return { ...known, needsCode: true };
  return draft.origin ? attempt(around, agreed, draft.origin, known) : undefined;
}

async function askForCodeKind({ around, title }: Row, draft: Draft, frame: Frame): Promise<StepAnswer> {
  const { t } = around.decoder.voice();
  const codeKind = await around.ask.pick<CodeKind>({
    ...frame,
    title,
    placeholder: t("Which code of your two-factor authentication (MFA)?"),
    items: [
      { label: t("Passcode"), detail: t("Six digits of your authenticator app."), value: "passcode" },
      { label: t("Recovery Code"), detail: t("One of those that you have kept. Each works once."), value: "recoveryCode" },
    ],
  });
  return codeKind === undefined || codeKind === BACK ? codeKind : { ...draft, codeKind };
}

async function askForCode({ around, title, agreed }: Row, draft: Draft, frame: Frame): Promise<StepAnswer> {
  const { ask, decoder } = around;
  const { t } = decoder.voice();
  const isPasscode = draft.codeKind === "passcode";
  const code = await ask.inputSecret({
    ...frame,
    title,
    prompt: isPasscode ? t("The passcode: the six digits that the app shows now") : t("A recovery code"),
    validate: (text) => {
      if (isPasscode) return /^\d{6}$/.test(text.replace(/\s/g, "")) ? undefined : t("A passcode is six digits");
      return text.trim() === "" ? t("Write a recovery code") : undefined;
    },
  });
  if (code === undefined || code === BACK) return code;
  return draft.origin ? attempt(around, agreed, draft.origin, draft, isPasscode ? code.replace(/\s/g, "") : code.trim()) : undefined;
}

async function askForName({ around, title }: Row, draft: Draft, frame: Frame): Promise<StepAnswer> {
  const name = await around.ask.input({ ...frame, ...nameQuestion(around, title, draft) });
  return name === undefined || name === BACK ? name : { ...draft, name: name.trim() };
}

/** What a console tells anybody; "button" where `button` was pressed after a failure. Undefined where the person left. */
export async function askConfig(around: SignInAround, origin: URL, button?: string): Promise<ConsoleConfig | "button" | undefined> {
  const { t } = around.decoder.voice();
  const host = consoleName(origin.origin);
  const answer = await contactOrTell(
    around,
    origin,
    t("Asking {0} how to sign in…", host),
    (console, access, signal) => console.consoleConfig(access, signal),
    (error) => ({ text: failureText(notSignedIn(t), consoleWords(error, host, t)), ...(button !== undefined && { button }) }),
  );
  return typeof answer === "object" ? answer.value : answer;
}

/** Asks for a session's token or a REST API key until there is one that the console takes. */
async function askForSecret({ around, title }: Row, draft: Draft, frame: Frame): Promise<StepAnswer> {
  const { ask, decoder } = around;
  const { t } = decoder.voice();
  const { origin } = draft;
  if (!origin) return undefined;
  const host = consoleName(origin.origin);
  const isKey = draft.way === "restKey";
  const question = isKey
    ? {
        prompt: t("A REST API key of {0}. It goes there and nowhere else, and into VS Code's secret storage.", host),
        validate: (text: string) => restKeyProblem(text, t),
      }
    : {
        placeholder: t("The value of the cookie _tokenKey"),
        prompt: t("1. Sign in at {0} in the browser. 2. Open its developer tools (F12): Application, in Firefox Storage > Cookies > {0}. 3. Copy the value of _tokenKey, and paste it here.", origin.origin),
        validate: (text: string) => tokenProblem(text, t),
      };
  for (;;) {
    const pasted = await ask.inputSecret({ ...frame, title, ...question });
    if (pasted === undefined || pasted === BACK) return pasted;
    const secret = isKey ? pasted.trim() : tokenIn(pasted);
    const tried = await tryOut(around, origin, { way: draft.way, secret }, t("Type It Again…"));
    if (tried !== "button") return tried && { ...draft, secret };
  }
}

/** Lists projects with a secret: true where the console takes it. */
export async function tryOut(
  around: SignInAround,
  origin: URL,
  { way, secret }: Pick<Draft, "way" | "secret">,
  button?: string,
): Promise<true | "button" | undefined> {
  const { t } = around.decoder.voice();
  const host = consoleName(origin.origin);
  const isKey = way === "restKey";
  const refused = isKey
    ? {
        wrong: t("{0} does not take the REST API key: it was deleted, has expired, or is of another satellite", host),
        next: t("Look into the web console, in the settings of your account."),
      }
    : {
        wrong: t("{0} does not take the session: it is over, or the value of another cookie or site was copied", host),
        next: t("Sign in there in the browser, and copy the value of _tokenKey again."),
      };
  const answer = await contactOrTell(
    around,
    origin,
    isKey ? t("Trying the REST API key at {0}…", host) : t("Trying the session at {0}…", host),
    async (console, access, signal) => {
      await (isKey ? console.restKeyApi(access, secret) : console.sessionApi(access, secret)).projects(signal);
    },
    (error) =>
      error.code === "signed-out" ? { text: failureText(notSignedIn(t), refused), ...(button !== undefined && { button }) } : undefined,
  );
  return answer === undefined || answer === "button" ? answer : true;
}
