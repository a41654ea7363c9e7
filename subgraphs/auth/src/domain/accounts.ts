export { SIGN_IN_FAILURES, secondsUntilNextAttempt } from './attempt-limits.ts';

/** An account somebody asks for, checked. */
export interface NewAccount {
  readonly email: string;
  readonly name: string;
  readonly password: string;
}

/** The input field that cannot be accepted, and what to do. */
export interface Refusal {
  readonly kind: 'InvalidInput';
  readonly field: string;
  readonly message: string;
}

export const refuse = (field: string, message: string): Refusal => ({ kind: 'InvalidInput', field, message });

export const MINIMUM_PASSWORD_LENGTH = 10;
/** Argon2 reads every byte: an endless password would be endless work. */
export const MAXIMUM_PASSWORD_LENGTH = 256;
const MAXIMUM_NAME_LENGTH = 120;
const MAXIMUM_EMAIL_LENGTH = 254;

/** One spelling for each address. */
export function normalizeEmail(email: string): string {
  return email.trim().toLowerCase();
}

/** Whether an address can have an account. Of anything else the database is not asked: it refuses some characters. */
export function isPossibleEmail(email: string): boolean {
  return email.length <= MAXIMUM_EMAIL_LENGTH && /^[^\s@\p{C}]+@[^\s@\p{C}]+$/u.test(email);
}

/** A name for people to read; without what the database refuses, and what makes a text look like another. */
export function readName(text: string): string | undefined {
  const name = text.trim();
  const isReadable = !/[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/u.test(name);
  return isReadable && name.length >= 1 && name.length <= MAXIMUM_NAME_LENGTH ? name : undefined;
}

/** What is wrong with the length of a password, or with taking the address for one. */
export function unfitPassword(password: string, email: string): Refusal | undefined {
  if (password.length < MINIMUM_PASSWORD_LENGTH)
    return refuse('password', `Choose a password of at least ${MINIMUM_PASSWORD_LENGTH} characters.`);
  if (password.length > MAXIMUM_PASSWORD_LENGTH)
    return refuse('password', `Choose a password of at most ${MAXIMUM_PASSWORD_LENGTH} characters.`);
  if (password.toLowerCase() === email)
    return refuse('password', 'Choose a password that is not your address.');
  return undefined;
}

/** Checks what somebody typed to make an account. */
export function readNewAccount(input: {
  email: string;
  password: string;
  name: string;
}): NewAccount | Refusal {
  const email = normalizeEmail(input.email);
  if (!isPossibleEmail(email)) {
    return refuse('email', 'This is no e-mail address. It needs a part before and after an @.');
  }
  const unfit = unfitPassword(input.password, email);
  if (unfit) return unfit;
  const name = readName(input.name);
  if (name === undefined) {
    return refuse('name', `Tell a name of 1 to ${MAXIMUM_NAME_LENGTH} characters that can be seen.`);
  }
  return { email, name, password: input.password };
}

/** Checks the name of a new workspace. */
export function readWorkspaceName(text: string): { readonly name: string } | Refusal {
  const name = readName(text);
  if (name === undefined) {
    return refuse(
      'name',
      `Give the workspace a name of 1 to ${MAXIMUM_NAME_LENGTH} characters that can be seen.`,
    );
  }
  return { name };
}
