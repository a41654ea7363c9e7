import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { QuotaKind, QuotaLimitFragment } from '../../__generated__/operations.ts';
import { LimitForm, type SetLimit } from './LimitForm.tsx';
import { QuotaMeter } from './QuotaMeter.tsx';
import { QUOTA_LABELS } from './quota-in-words.ts';
import { SOURCE_LABELS } from './quota-source.ts';

interface LimitListProps {
  quotas: readonly QuotaLimitFragment[];
  /** Left out for who only looks. */
  onSet?: SetLimit | undefined;
  /** What bounds a limit, in a sentence. */
  hintOf?: (quota: QuotaLimitFragment) => string;
}

/** Limits with what is used of them and where they come from, and for who may, a form to change each. */
export function LimitList({ quotas, onSet, hintOf }: LimitListProps) {
  const [changing, setChanging] = useState<QuotaKind>();
  return (
    <Stack gap="md">
      {quotas.map((quota) => (
        <Stack key={quota.kind} gap={4} role="group" aria-label={QUOTA_LABELS[quota.kind]}>
          <QuotaMeter quota={quota} />
          <Group justify="space-between" gap="xs" mih={30}>
            <Text size="xs" c="dimmed">
              {SOURCE_LABELS[quota.source]}
            </Text>
            {onSet === undefined || changing === quota.kind ? null : (
              <Button
                size="compact-xs"
                variant="subtle"
                aria-label={`Change the limit of ${QUOTA_LABELS[quota.kind]}`}
                onClick={() => setChanging(quota.kind)}
              >
                Change
              </Button>
            )}
          </Group>
          {onSet !== undefined && changing === quota.kind ? (
            <LimitForm
              quota={quota}
              hint={hintOf?.(quota)}
              onSet={onSet}
              onClose={() => setChanging(undefined)}
            />
          ) : null}
        </Stack>
      ))}
    </Stack>
  );
}
