import type { AnswerGenerationFragment } from '../../__generated__/operations.ts';

/** What to say about an answer that did not end by itself; `undefined` where nothing needs to be said. */
export function endingInWords({
  status,
  failure,
}: Pick<AnswerGenerationFragment, 'status' | 'failure'>): string | undefined {
  switch (status) {
    case 'STOPPED':
      return 'This answer was stopped. What was written until then is kept.';
    case 'INTERRUPTED':
      return 'This answer was interrupted: its worker was lost. What was written until then is kept.';
    case 'FAILED':
      return failure?.message ?? 'This answer failed.';
    default:
      return undefined;
  }
}
