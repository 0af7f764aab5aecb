import { randomUUID } from "node:crypto";

/** Somebody who signs in to the console. */
export interface Person {
  readonly id: string;
  readonly email: string;
  /** The passcode that is asked for, where it is. */
  readonly passcode: string | undefined;
  /** In place of the passcode; undefined once it was used. */
  recoveryCode: string | undefined;
  /** To sign in, since the last success. */
  failures: number;
  /** Milliseconds. */
  lockedUntil: number;
}

/** Everybody's. */
export const password = "Correct-Horse-1";

/** Who is there, under the names that the Go stand-in uses. */
export const known = {
  email: "alice@example.test",
  memberEmail: "bob@example.test",
  mfaEmail: "carol@example.test",
  mfaCode: "123456",
  recoveryCode: "AAAA-BBBB-CCCC",
} as const;

function newPerson(email: string, mfa?: Pick<Person, "passcode" | "recoveryCode">): Person {
  const { passcode, recoveryCode } = mfa ?? {};
  return { id: randomUUID(), email, passcode, recoveryCode, failures: 0, lockedUntil: 0 };
}

/** The people of one satellite. */
export class People {
  readonly owner = newPerson(known.email);
  readonly member = newPerson(known.memberEmail);
  readonly withMfa = newPerson(known.mfaEmail, { passcode: known.mfaCode, recoveryCode: known.recoveryCode });
  readonly #all = [this.owner, this.member, this.withMfa];

  withEmail(email: string): Person | undefined {
    return this.#all.find((each) => each.email === email.toLowerCase());
  }

  emailOf(id: string): string {
    return this.#all.find((each) => each.id === id)?.email ?? "";
  }
}
