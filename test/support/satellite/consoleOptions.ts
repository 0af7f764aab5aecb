/** How a console is, where it is not as usual. */
export interface ConsoleOptions {
  /** So many API keys in the first project, in all: five unless given, and no fewer. */
  readonly keys?: number;
  /** So many projects, in all: two unless given, and no fewer. */
  readonly projects?: number;
  /** Names of further API keys in the first project. */
  readonly names?: readonly string[];
  /** Names of projects whose passphrase the satellite keeps; there is one of each name. */
  readonly managed?: readonly string[];
  /** What changes something takes a CSRF token, in a cookie and in a header. */
  readonly csrf?: boolean;
  /** As in production: five requests to sign in, then one more every five minutes. */
  readonly limits?: boolean;
  /** A captcha guards the form of e-mail and password. */
  readonly captcha?: boolean;
  /** How long a session lasts, in milliseconds: 30 minutes unless given, or a week where the person wants that. */
  readonly sessionMs?: number;
}

/** What people know of it: names as the Go stand-in has them. */
export interface ConsoleReady {
  /** Without a slash at the end. */
  readonly consoleURL: string;
  /** Owns all projects. */
  readonly email: string;
  /** A member of the first project. */
  readonly memberEmail: string;
  /** Has to give a passcode, and is in no project. */
  readonly mfaEmail: string;
  /** It never ends. */
  readonly mfaCode: string;
  /** In place of a passcode, once. */
  readonly recoveryCode: string;
  /** Everybody's. */
  readonly password: string;
  /** The owner's. */
  readonly restApiKey: string;
}

/** Changes what the console knows, as if somebody else did. */
export interface ConsoleControls {
  /** Everybody is signed out. */
  endSessions(): void;
  /** No CSRF token that was given out so far is good any more. */
  rotateCsrf(): void;
  /** Deletes an API key. Errors: Error where there is none of that ID. */
  deleteKey(id: string): void;
  /**
   * Makes an API key in the project of that public ID; the owner's, unless it says whose. `key` is in text. Errors:
   * Error where there is no such project or person, or such a name already.
   */
  addKey(project: string, name: string, email?: string): { readonly id: string; readonly key: string };
}
