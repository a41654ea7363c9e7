import { RuleError } from '@codexcontinue/platform/errors';

/** @throws RuleError BAD_USER_INPUT for what is no point in time */
export function readMoment(text: string | null | undefined, name: string): Date | undefined {
  if (text == null) return undefined;
  const moment = new Date(text);
  if (!/^[1-9]\d{3}-\d\d-\d\dT/.test(text) || Number.isNaN(moment.getTime()))
    throw new RuleError('BAD_USER_INPUT', `"${name}" is no point in time, such as 2026-11-23T08:00:00Z.`);
  return moment;
}
