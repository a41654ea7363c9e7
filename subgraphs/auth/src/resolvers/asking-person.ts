import { requirePerson } from '@codexcontinue/platform/callers';
import { unauthenticated } from '@codexcontinue/platform/errors';
import type { Context } from '../context.ts';
import type { PersonRecord } from '../data/people-store.ts';

/** Who asks, as stored. @throws RuleError UNAUTHENTICATED unless a person asks */
export async function askingPerson({ caller, people }: Context): Promise<PersonRecord> {
  return (await people.findById(requirePerson(caller).personId)) ?? unauthenticated();
}
