import { Modal, Skeleton, Stack, Text } from '@mantine/core';
import type { QuotaLimitFragment } from '../../__generated__/operations.ts';
import { Retry } from '../../app/Retry.tsx';
import type { SetLimit } from './LimitForm.tsx';
import { LimitList } from './LimitList.tsx';
import { hintWithinPerson } from './limit-hints.ts';

interface LimitsDialogProps {
  title: string;
  text: string;
  /** Undefined while they are asked for. */
  quotas: readonly QuotaLimitFragment[] | undefined;
  problem: string | undefined;
  onRetry: () => void;
  onSet: SetLimit;
  onClose: () => void;
}

/** The limits of somebody or something in a list. */
export function LimitsDialog(props: LimitsDialogProps) {
  const { title, text, quotas, problem, onRetry, onSet, onClose } = props;
  return (
    <Modal opened onClose={onClose} title={title} centered closeButtonProps={{ 'aria-label': 'Close' }}>
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          {text}
        </Text>
        {problem === undefined ? null : <Retry problem={problem} onRetry={onRetry} />}
        {quotas === undefined && problem === undefined ? (
          <Skeleton height={160} role="status" aria-label="Loading limits" />
        ) : null}
        {quotas === undefined ? null : <LimitList quotas={quotas} onSet={onSet} hintOf={hintWithinPerson} />}
      </Stack>
    </Modal>
  );
}
