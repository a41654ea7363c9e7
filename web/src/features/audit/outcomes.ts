import type { AuditOutcome } from '../../__generated__/operations.ts';

export const OUTCOME_LABELS: Readonly<Record<AuditOutcome, string>> = {
  SUCCEEDED: 'Done',
  REFUSED: 'Refused',
  FAILED: 'Failed',
  UNKNOWN: 'Not known',
};

export const OUTCOME_COLORS: Readonly<Record<AuditOutcome, string>> = {
  SUCCEEDED: 'teal',
  REFUSED: 'orange',
  FAILED: 'red',
  UNKNOWN: 'grape',
};
