import type { AttemptsStore } from '../data/attempts-store.ts';
import type { PeopleStore } from '../data/people-store.ts';
import {
  type AttemptLimit,
  MAILS_FROM_NETWORK,
  MAILS_OF_SIGN_UPS,
  MAILS_TO_ADDRESS,
  NETWORK_FAILURES,
  secondsUntilNextAttempt,
} from '../domain/attempt-limits.ts';

/** Holds up who guesses: one count for an account over all its factors, and one for a network over all accounts. */
export interface GuessLimit {
  /**
   * Counts an attempt before it is looked at, so that a hundred at once are a hundred.
   *
   * @param email in one spelling; undefined for a way in that begins with no address
   * @returns seconds until the next attempt is accepted; 0: go on
   */
  count(email: string | undefined, network: string | undefined): Promise<number>;
  /** After a success: the account's count begins anew, and the network has one less. */
  succeeded(email: string, network: string | undefined): Promise<void>;
}

export function createGuessLimit(people: PeopleStore, attempts: AttemptsStore): GuessLimit {
  const keyOf = (network: string) => `guess:${network}`;
  return {
    async count(email, network) {
      const now = new Date();
      const ofNetwork = network
        ? secondsUntilNextAttempt(
            await attempts.count(keyOf(network), NETWORK_FAILURES),
            now,
            NETWORK_FAILURES,
          )
        : 0;
      // A network that is held up counts against no account: it must not be able to lock everybody out.
      if (ofNetwork > 0 || email === undefined) return ofNetwork;
      return secondsUntilNextAttempt(await people.countSignInAttempt(email), now);
    },
    async succeeded(email, network) {
      await people.forgetSignInAttempts(email);
      if (network) await attempts.takeBack(keyOf(network));
    },
  };
}

/** Keeps people from being sent mail after mail. */
export interface MailLimit {
  /** @returns seconds until this network may ask for a mail again; 0: now */
  fromNetwork(network: string | undefined): Promise<number>;
  /** Whether the next account that is made in this network gets a mail. */
  toNewAccount(network: string | undefined): Promise<boolean>;
  /** Whether another mail may go to the address; whether it has an account makes no difference. */
  toAddress(email: string): Promise<boolean>;
}

export function createMailLimit(attempts: AttemptsStore): MailLimit {
  const wait = async (key: string, limit: AttemptLimit) =>
    secondsUntilNextAttempt(await attempts.count(key, limit), new Date(), limit);
  return {
    fromNetwork: async (network) => (network ? wait(`mail:${network}`, MAILS_FROM_NETWORK) : 0),
    toNewAccount: async (network) =>
      network === undefined || (await wait(`sign-up:${network}`, MAILS_OF_SIGN_UPS)) === 0,
    toAddress: async (email) => (await wait(`mail:${email}`, MAILS_TO_ADDRESS)) === 0,
  };
}
