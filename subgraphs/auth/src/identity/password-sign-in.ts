import type { PeopleStore, PersonRecord } from '../data/people-store.ts';
import type { SecondFactorDuty } from '../data/second-factor-duty.ts';
import { isPossibleEmail, normalizeEmail } from '../domain/accounts.ts';
import { verifyPassword } from '../domain/passwords.ts';
import type { GuessLimit } from './attempts.ts';
import type { SecondFactor } from './second-factor.ts';

/** What somebody typed, and from which network. */
export interface TypedCredentials {
  readonly email: string;
  readonly password: string;
  readonly code: string | undefined;
  readonly network: string | undefined;
}

/** How an attempt ended. */
export type SignInOutcome =
  | { readonly kind: 'signed in'; readonly person: PersonRecord }
  | { readonly kind: 'held up'; readonly retryAfterSeconds: number }
  | { readonly kind: 'invalid credentials' | 'second factor required' | 'passkey required' | 'invalid code' };

export type PasswordSignIn = (typed: TypedCredentials) => Promise<SignInOutcome>;

/**
 * Password first, then the second factor of who has one; whatever is wrong counts for the account and the network. A
 * passkey is another way in and asks for nothing here, but where everybody must prove two factors it is the second.
 */
export function createPasswordSignIn(
  people: PeopleStore,
  guesses: GuessLimit,
  secondFactor: SecondFactor,
  duty: SecondFactorDuty,
): PasswordSignIn {
  return async ({ email: typedEmail, password, code, network }) => {
    const normalized = normalizeEmail(typedEmail);
    const email = isPossibleEmail(normalized) ? normalized : undefined;
    const retryAfterSeconds = await guesses.count(email, network);
    if (retryAfterSeconds > 0) return { kind: 'held up', retryAfterSeconds };
    const credentials = email === undefined ? undefined : await people.findCredentials(email);
    const isRight = await verifyPassword(credentials?.passwordHash, password);
    if (!isRight || !credentials || email === undefined) return { kind: 'invalid credentials' };
    const { person } = credentials;
    if (person.twoFactorEnabled) {
      if (!code) return { kind: 'second factor required' };
      if (!(await secondFactor.accept(person.id, code))) return { kind: 'invalid code' };
    } else if (await duty.isOwedByPasskey(person.id)) {
      return { kind: 'passkey required' };
    }
    await guesses.succeeded(email, network);
    return { kind: 'signed in', person };
  };
}
