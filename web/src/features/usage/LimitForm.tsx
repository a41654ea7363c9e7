import { Button, Group, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { QuotaKind, QuotaLimitFragment } from '../../__generated__/operations.ts';
import { useNotify } from '../../app/Notices.tsx';
import { useAction } from '../account/useAction.ts';
import { readLimit, typedLimit, unitOf } from './limit-input.ts';
import { amountOf, QUOTA_LABELS } from './quota-in-words.ts';

/** Sets a limit, or takes it back by null. Throws with what a person is told when it was refused. */
export type SetLimit = (kind: QuotaKind, limit: number | null) => Promise<void>;

interface LimitFormProps {
  quota: QuotaLimitFragment;
  /** What bounds the limit, in a sentence. */
  hint: string | undefined;
  onSet: SetLimit;
  onClose: () => void;
}

/** One limit, to be changed or taken back. */
export function LimitForm({ quota, hint, onSet, onClose }: LimitFormProps) {
  const { kind, limit, isSet, limitWhenUnset } = quota;
  const notify = useNotify();
  const action = useAction();
  const [typed, setTyped] = useState(() => typedLimit(kind, limit));
  const [isUnread, setUnread] = useState(false);
  const label = QUOTA_LABELS[kind];
  const unit = unitOf(kind);

  async function change(next: number | null) {
    const done = await action.run(() => onSet(kind, next));
    if (!done) return;
    notify('success', next === null ? `${label}: the limit is taken back.` : `${label}: the limit is set.`);
    onClose();
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    const next = readLimit(kind, typed);
    setUnread(next === undefined);
    if (next !== undefined) void change(next);
  }

  return (
    <form onSubmit={submit} noValidate aria-label={`Limit of ${label}`}>
      <Group align="flex-start" gap="xs">
        <TextInput
          label={unit === undefined ? 'At most' : `At most, in ${unit}`}
          description={hint}
          inputMode="decimal"
          flex="1 1 12rem"
          value={typed}
          error={isUnread ? 'Give a number, 0 or more.' : action.problem}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setUnread(false);
          }}
          data-autofocus
        />
      </Group>
      <Group gap="xs" mt="xs">
        <Button type="submit" size="xs" loading={action.isRunning}>
          Set the limit
        </Button>
        {isSet ? (
          <Button size="xs" variant="default" disabled={action.isRunning} onClick={() => void change(null)}>
            Back to {amountOf(kind, limitWhenUnset)}
          </Button>
        ) : null}
        <Button size="xs" variant="subtle" onClick={onClose}>
          Cancel
        </Button>
      </Group>
    </form>
  );
}
