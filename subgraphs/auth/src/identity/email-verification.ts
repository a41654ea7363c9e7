import type { PeopleStore, PersonRecord } from '../data/people-store.ts';
import type { MailDelivery } from '../mail/mail-delivery.ts';
import type { Mails } from '../mail/mails.ts';
import type { MailedTokens } from './mailed-tokens.ts';

const TOKEN_SECONDS = 24 * 60 * 60;

/** Shows that mail to a person's address reaches them. */
export interface EmailVerification {
  /** Sends a link after the answer. */
  request(person: PersonRecord): void;
  /** Whose address it was; undefined for a token that is no longer good. */
  verify(token: string): Promise<PersonRecord | undefined>;
}

export function createEmailVerification(
  people: PeopleStore,
  tokens: MailedTokens,
  delivery: MailDelivery,
  mails: Mails,
): EmailVerification {
  return {
    request: ({ id, email }) =>
      delivery.later(async () => {
        const token = await tokens.make('verify-email', JSON.stringify({ id, email }), TOKEN_SECONDS);
        return mails.verifyEmail(email, token);
      }),
    async verify(token) {
      const value = await tokens.take('verify-email', token);
      if (value === undefined) return undefined;
      const { id, email } = JSON.parse(value) as { id: string; email: string };
      return people.markEmailVerified(id, email);
    },
  };
}
