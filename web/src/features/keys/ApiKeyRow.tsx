import { Badge, Button, Code, Group, Stack, Text } from '@mantine/core';
import type { ApiKeyLineFragment } from '../../__generated__/operations.ts';
import { fullTime, shortTime } from '../../app/time.ts';
import classes from '../documents/Documents.module.css';
import { keyState, scopesInWords } from './key-scopes.ts';

interface ApiKeyRowProps {
  apiKey: ApiKeyLineFragment;
  /** Left out for who sets no limits. */
  onLimits: (() => void) | undefined;
  onRevoke: () => void;
}

export function ApiKeyRow({ apiKey, onLimits, onRevoke }: ApiKeyRowProps) {
  const state = keyState(apiKey);
  return (
    <Group component="li" className={classes.row} justify="space-between" gap="xs">
      <Stack gap={2} miw={0} flex="1 1 14rem">
        <Text fw={600}>
          {apiKey.name} <Code>{apiKey.hint}…</Code>
        </Text>
        <Text size="sm">{scopesInWords(apiKey.scopes)}</Text>
        <Text size="sm" c="dimmed">
          {apiKey.createdBy.name}, {shortTime(apiKey.createdAt)} ·{' '}
          {apiKey.lastUsedAt ? `last used ${fullTime(apiKey.lastUsedAt)}` : 'never used'}
        </Text>
      </Stack>
      <Group gap="xs">
        <Badge variant="light" color={state === 'good' ? 'teal' : 'gray'} tt="none">
          {state === 'revoked'
            ? `Revoked ${shortTime(apiKey.revokedAt ?? '')}`
            : `${state === 'good' ? 'Good until' : 'Ended'} ${shortTime(apiKey.expiresAt)}`}
        </Badge>
        {state === 'good' && onLimits !== undefined ? (
          <Button size="xs" variant="subtle" aria-label={`Limits of ${apiKey.name}`} onClick={onLimits}>
            Limits
          </Button>
        ) : null}
        {state === 'good' ? (
          <Button size="xs" variant="subtle" color="red" onClick={onRevoke}>
            Revoke {apiKey.name}
          </Button>
        ) : null}
      </Group>
    </Group>
  );
}
