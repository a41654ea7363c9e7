import type { PeopleStore, PersonRecord } from '../data/people-store.ts';
import type { RemovedFactors, SecondFactorsStore } from '../data/second-factors-store.ts';
import type { MailDelivery } from '../mail/mail-delivery.ts';
import type { Mails } from '../mail/mails.ts';

/** Helps somebody whose second factor is lost. Who may ask for it is decided before. */
export type SecondFactorReset = (
  personId: string,
) => Promise<(RemovedFactors & { readonly user: PersonRecord }) | 'nobody' | 'nothing'>;

/** The person is told by mail, after the answer: it may not be them who asked. */
export function createSecondFactorReset(
  people: PeopleStore,
  store: SecondFactorsStore,
  delivery: MailDelivery,
  mails: Mails,
): SecondFactorReset {
  return async (personId) => {
    if (!(await people.findById(personId))) return 'nobody';
    const removed = await store.removeAll(personId);
    const user = await people.findById(personId);
    if (!removed || !user) return 'nothing';
    delivery.later(async () => mails.secondFactorReset(user.email));
    return { ...removed, user };
  };
}
