import type { Bytes } from "../../grant";

/** A project as its members see it. Names and addresses are as the console sent them: hostile text. */
export interface ConsoleProject {
  /** Its public ID: a UUID, as text. */
  readonly id: string;
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number | undefined;
  /** What the project uses in place of Storj's edge services; of the web app's API alone. */
  readonly edge: {
    readonly authService?: string | undefined;
    readonly publicLinksharing?: string | undefined;
    readonly gateway?: string | undefined;
  };
}

/** What is told of an API key that exists: never the key itself. Texts are hostile. */
export interface ListedKey {
  /** A UUID, as text. */
  readonly id: string;
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number | undefined;
  /** The e-mail address of whoever made it; empty where that is not told. */
  readonly creator: string;
}

export type KeyOrder = "name" | "date" | "creator";

/** Which of a project's keys, and in which order. */
export interface KeyQuery {
  readonly order: KeyOrder;
  readonly isDescending: boolean;
  /** A part of the name, whatever its case; `%` and `_` are wildcards. Empty: all. */
  readonly search: string;
}

/** One page of a project's keys. */
export interface KeyPage {
  readonly keys: readonly ListedKey[];
  /** How many there are on all pages. */
  readonly total: number;
}

/** The most keys that come at once. */
export const largestPage = 300;

/** The longest name of an API key, in characters (code points). */
export const longestKeyName = 100;

/** An API key that was just made. */
export interface CreatedKey {
  /** The API key as text: a secret, which the console never shows again. */
  readonly key: string;
  readonly listed: ListedKey;
}

/** What making grants needs to know of a project. */
export interface ProjectFacts {
  readonly salt: Bytes;
  /** The satellite keeps the project's passphrase: nobody is to choose another. */
  readonly hasManagedPassphrase: boolean;
  /** Whether the web console encrypts the paths of objects in it. */
  readonly encryptsPaths: boolean;
}

/**
 * A console, asked as one account. `project` is a public ID. Each call is one request unless it says otherwise; none is sent again by itself.
 * Errors: ConsoleError, or the reason of an aborted signal.
 */
export interface ConsoleApi {
  /** All projects of the account, by name. */
  projects(signal?: AbortSignal): Promise<readonly ConsoleProject[]>;
  /** A page of API keys. `page` counts from 1, `size` is at most {@link largestPage}. Behind the last page it is empty, and says how many there are. */
  keys(project: string, query: KeyQuery, page: number, size: number, signal?: AbortSignal): Promise<KeyPage>;
  /** Makes an API key. Errors: `name-taken`, `invalid`. */
  createKey(project: string, name: string, signal?: AbortSignal): Promise<CreatedKey>;
  /**
   * Deletes API keys, all or none where the server can (`deletesAllOrNone`), else one after the other: those before a failure are deleted.
   * Errors: `forbidden`; `gone`, or `server` with status 500, where one of them may be gone already: a list tells.
   */
  deleteKeys(ids: readonly string[], signal?: AbortSignal): Promise<void>;
  readonly deletesAllOrNone: boolean;
  /** Undefined where this API does not tell. */
  projectFacts(project: string, signal?: AbortSignal): Promise<ProjectFacts | undefined>;
}

/** The web app's API, with a session. */
export interface SessionApi extends ConsoleApi {
  /**
   * Has the session last for the console's usual span from now: its new end, in milliseconds since 1970. That is half an hour as a rule, so the
   * end of a session of one week comes nearer. The token stays.
   */
  refresh(signal?: AbortSignal): Promise<number>;
  /** Ends the session on the server. Errors: `signed-out` where it had ended. */
  signOut(signal?: AbortSignal): Promise<void>;
}

/** What a console tells before anybody has signed in. Addresses are hostile text. */
export interface ConsoleConfig {
  /** The node URL of its satellite. */
  readonly nodeUrl: string;
  /** A captcha guards the form of e-mail and password; with an MFA code it is not asked for. */
  readonly hasCaptcha: boolean;
  /** People of some addresses sign in elsewhere. */
  readonly hasSso: boolean;
  /** REST API keys can be made in it. */
  readonly hasRestKeys: boolean;
}

/** A session that was just begun. */
export interface NewSession {
  /** The cookie `_tokenKey`: a secret. */
  readonly token: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

export interface PasswordSignIn {
  readonly email: string;
  readonly password: string;
  readonly mfa?: { readonly passcode: string } | { readonly recoveryCode: string };
}
