import { Anchor, Badge, Table } from '@mantine/core';
import type { AuditLineFragment } from '../../__generated__/operations.ts';
import { fullTime } from '../../app/time.ts';
import { VisibleText } from '../../content/VisibleText.tsx';
import classes from './Audit.module.css';
import { actionInWords, actorInWords, objectInWords } from './action-words.ts';
import { OUTCOME_COLORS, OUTCOME_LABELS } from './outcomes.ts';

interface AuditTableProps {
  events: readonly AuditLineFragment[];
  people: ReadonlyMap<string, string>;
  onOpen: (event: AuditLineFragment) => void;
}

export function AuditTable({ events, people, onOpen }: AuditTableProps) {
  return (
    <Table.ScrollContainer minWidth={640} type="native">
      <Table highlightOnHover aria-label="Audit log">
        <Table.Thead className={classes.head}>
          <Table.Tr>
            <Table.Th>When</Table.Th>
            <Table.Th>What</Table.Th>
            <Table.Th>Who</Table.Th>
            <Table.Th>Object</Table.Th>
            <Table.Th>Outcome</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {events.map((event) => (
            <Table.Tr key={event.id}>
              <Table.Td>{fullTime(event.occurredAt)}</Table.Td>
              <Table.Td>
                <Anchor component="button" type="button" size="sm" ta="start" onClick={() => onOpen(event)}>
                  <VisibleText text={actionInWords(event.action)} />
                </Anchor>
              </Table.Td>
              <Table.Td>
                <VisibleText text={actorInWords(event)} />
              </Table.Td>
              <Table.Td>
                <VisibleText text={objectOf(event, people)} />
              </Table.Td>
              <Table.Td>
                <Badge variant="light" color={OUTCOME_COLORS[event.outcome]} tt="none">
                  {OUTCOME_LABELS[event.outcome]}
                </Badge>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function objectOf({ targetType, targetId }: AuditLineFragment, people: ReadonlyMap<string, string>): string {
  const name = targetType === 'User' && targetId ? people.get(targetId) : undefined;
  return name === undefined ? objectInWords(targetType ?? null, targetId ?? null) : `Person ${name}`;
}
