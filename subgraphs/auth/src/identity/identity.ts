import type { Database } from '@codexcontinue/platform/database/database';
import type { Logger } from '@codexcontinue/platform/log';
import { createAttemptsStore } from '../data/attempts-store.ts';
import type { PeopleStore } from '../data/people-store.ts';
import { createTwoFactorStore } from '../data/two-factor-store.ts';
import { createPasswordStrength, type PasswordStrength } from '../domain/password-strength.ts';
import { createGuessLimit, type GuessLimit } from './attempts.ts';
import { createBetterAuth } from './better-auth.ts';
import { createCeremonies } from './ceremonies.ts';
import { createCeremonyMemory } from './ceremony-memory.ts';
import { createPasswordSignIn, type PasswordSignIn } from './password-sign-in.ts';
import { createSecondFactor, type SecondFactor } from './second-factor.ts';

/** What the ways to prove who one is are told. */
export interface IdentityOptions {
  /** Encrypts TOTP secrets and recovery codes, signs challenges; at least 32 characters. */
  readonly encryptionKey: string;
  /** Where people open the app. */
  readonly publicUrl: string;
}

/** The ways a person proves who they are. */
export interface Identity {
  readonly passwordStrength: PasswordStrength;
  readonly guesses: GuessLimit;
  readonly signIn: PasswordSignIn;
  readonly secondFactor: SecondFactor;
}

export function createIdentity(
  options: IdentityOptions & {
    readonly database: Database;
    readonly people: PeopleStore;
    readonly logger: Logger;
  },
): Identity {
  const { database, people } = options;
  const memory = createCeremonyMemory();
  const ceremonies = createCeremonies(createBetterAuth({ ...options, memory }), memory);
  const guesses = createGuessLimit(people, createAttemptsStore(database));
  const secondFactor = createSecondFactor(ceremonies, createTwoFactorStore(database));
  return {
    passwordStrength: createPasswordStrength(),
    guesses,
    signIn: createPasswordSignIn(people, guesses, secondFactor),
    secondFactor,
  };
}
