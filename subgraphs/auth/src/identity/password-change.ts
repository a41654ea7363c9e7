import type { PeopleStore, PersonRecord } from '../data/people-store.ts';
import type { SessionsStore } from '../data/sessions-store.ts';
import { isPossibleEmail, normalizeEmail, type Refusal, unfitPassword } from '../domain/accounts.ts';
import type { PasswordStrength } from '../domain/password-strength.ts';
import type { MailDelivery } from '../mail/mail-delivery.ts';
import type { Mails } from '../mail/mails.ts';
import { type Ceremonies, refusalOf } from './ceremonies.ts';
import type { MailedTokens } from './mailed-tokens.ts';

const RESET_TOKEN_SECONDS = 60 * 60;

/** Gives people another password. Who calls counts the guesses. */
export interface PasswordChange {
  /** Sends a link to the account of that address, if there is one, after the answer. */
  requestReset(email: string, mayMail: (email: string) => Promise<boolean>): void;
  /** By the token of a mail; ends all sessions. */
  reset(token: string, password: string): Promise<'changed' | 'token' | Refusal>;
  /** Why a person may not have that password. */
  refusalFor(person: PersonRecord, password: string): Promise<Refusal | undefined>;
  /**
   * By the password before; ends all sessions but this one.
   *
   * @returns false when the password before is wrong
   */
  change(
    person: PersonRecord,
    change: { current: string; password: string; sessionId: string },
  ): Promise<boolean>;
}

export function createPasswordChange(parts: {
  readonly people: PeopleStore;
  readonly sessions: SessionsStore;
  readonly ceremonies: Ceremonies;
  readonly tokens: MailedTokens;
  readonly passwordStrength: PasswordStrength;
  readonly delivery: MailDelivery;
  readonly mails: Mails;
}): PasswordChange {
  const { people, sessions, ceremonies, tokens, delivery, mails } = parts;

  const refusalFor: PasswordChange['refusalFor'] = async ({ email, name }, password) =>
    unfitPassword(password, email) ?? (await parts.passwordStrength(password, [email, name]));

  return {
    refusalFor,

    requestReset(typed, mayMail) {
      delivery.later(async () => {
        const email = normalizeEmail(typed);
        if (!isPossibleEmail(email) || !(await mayMail(email))) return undefined;
        const person = await people.findByEmail(email);
        if (!person) return undefined;
        return mails.resetPassword(
          email,
          await tokens.make('reset-password', person.id, RESET_TOKEN_SECONDS),
        );
      });
    },

    async reset(token, password) {
      const personId = await tokens.peek('reset-password', token);
      const person = personId === undefined ? undefined : await people.findById(personId);
      if (!person) return 'token';
      const refused = await refusalFor(person, password);
      if (refused) return refused;
      // Better Auth takes the token out of use before it does anything: of two at once, one gets through.
      const refusal = await refusalOf(
        ceremonies.run((auth) => auth.api.resetPassword({ body: { token, newPassword: password } })),
      );
      if (refusal !== undefined) return 'token';
      await people.forgetMailedTokens(person.id);
      await people.markEmailVerified(person.id, person.email);
      await people.forgetSignInAttempts(person.email);
      await sessions.endOf({ personId: person.id });
      delivery.later(async () => mails.passwordChanged(person.email));
      return 'changed';
    },

    async change(person, { current, password, sessionId }) {
      const body = { currentPassword: current, newPassword: password };
      const refusal = await ceremonies.as(person.id, (auth, headers) =>
        refusalOf(auth.api.changePassword({ body, headers })),
      );
      if (refusal !== undefined) return false;
      await people.forgetMailedTokens(person.id);
      await sessions.endOf({ personId: person.id, except: sessionId });
      delivery.later(async () => mails.passwordChanged(person.email));
      return true;
    },
  };
}
