import type { QuotaSource } from '../../__generated__/operations.ts';

/** Where a limit comes from, in words. */
export const SOURCE_LABELS: Readonly<Record<QuotaSource, string>> = {
  INSTANCE: 'Default of this instance',
  PERSON: 'Set by an administrator of this instance',
  WORKSPACE: 'Set for this workspace',
  MEMBER: 'Set for this member',
  API_KEY: 'Set for this key',
};
