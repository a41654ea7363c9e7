import { Button, Code, Drawer, Group, Stack, Text } from '@mantine/core';
import { Fragment } from 'react';
import type { AuditLineFragment } from '../../__generated__/operations.ts';
import { VisibleText } from '../../content/VisibleText.tsx';
import classes from './Audit.module.css';
import { actionInWords, actorInWords, objectInWords, readableDetails } from './action-words.ts';
import type { AuditSearch } from './audit-filter.ts';
import { OUTCOME_LABELS } from './outcomes.ts';

interface AuditEventDrawerProps {
  event: AuditLineFragment | undefined;
  onClose: () => void;
  onSearch: (change: Partial<AuditSearch>) => void;
}

/** Everything that is known about an event. */
export function AuditEventDrawer({ event, onClose, onSearch }: AuditEventDrawerProps) {
  const look = (change: Partial<AuditSearch>) => {
    onSearch(change);
    onClose();
  };
  return (
    <Drawer
      opened={event !== undefined}
      onClose={onClose}
      position="right"
      size="32rem"
      title={event ? <VisibleText text={actionInWords(event.action)} /> : 'Event'}
      closeButtonProps={{ 'aria-label': 'Close event' }}
    >
      {event === undefined ? null : (
        <Stack gap="md">
          <dl className={classes.fields}>
            {fieldsOf(event).map(([name, value]) => (
              <Fragment key={name}>
                <Text component="dt" size="sm" c="dimmed">
                  {name}
                </Text>
                <Text component="dd" size="sm" className={classes.value}>
                  <VisibleText text={value} />
                </Text>
              </Fragment>
            ))}
          </dl>
          <div>
            <Text size="sm" c="dimmed" id="audit-details">
              Details
            </Text>
            <Code
              block
              className={classes.details}
              tabIndex={0}
              role="region"
              aria-labelledby="audit-details"
            >
              <VisibleText text={readableDetails(event.details)} />
            </Code>
          </div>
          <Group gap="xs">
            {event.actorId ? (
              <Button variant="default" size="xs" onClick={() => look({ person: event.actorId ?? '' })}>
                Only this person
              </Button>
            ) : null}
            {event.targetId ? (
              <Button variant="default" size="xs" onClick={() => look({ object: event.targetId ?? '' })}>
                Only this object
              </Button>
            ) : null}
          </Group>
        </Stack>
      )}
    </Drawer>
  );
}

function fieldsOf(event: AuditLineFragment): [string, string][] {
  const known: [string, string | null | undefined][] = [
    ['When', event.occurredAt],
    ['Action', event.action],
    ['Outcome', OUTCOME_LABELS[event.outcome]],
    ['Who', actorInWords(event)],
    ['Id of the person', event.actorId],
    ['Object', event.targetType && objectInWords(event.targetType, null)],
    ['Id of the object', event.targetId],
    ['Told by', event.service],
    ['Request', event.requestId],
    ['Event', event.id],
    ['Place in the log', String(event.sequence)],
    ['Hash (SHA-256)', event.hash],
  ];
  return known.filter((field): field is [string, string] => Boolean(field[1]));
}
