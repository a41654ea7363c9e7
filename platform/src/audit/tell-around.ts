import type { AuditIntents, BegunAct } from './audit-intents.ts';
import type { AuditEntry } from './audit-trail.ts';

/**
 * Does something and tells the audit log of it, before it begins and when it has ended. What is thrown is told as a failure
 * and goes on being thrown.
 *
 * @param ended what is known only then
 */
export async function tellAround<Result>(
  intents: AuditIntents,
  act: BegunAct,
  work: () => Promise<Result>,
  ended: (result: Result) => Partial<AuditEntry> = () => ({}),
): Promise<Result> {
  const intent = await intents.begin(act);
  let result: Result;
  try {
    result = await work();
  } catch (error) {
    await intent.settle({ ...act, outcome: 'FAILED' });
    throw error;
  }
  await intent.settle({ ...act, outcome: 'SUCCEEDED', ...ended(result) });
  return result;
}
