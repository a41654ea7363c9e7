import { Badge, Button, Code, CopyButton, Group, Stack, Table, Text } from '@mantine/core';
import type { OutboundLineFragment } from '../../__generated__/operations.ts';
import { fullTime } from '../../app/time.ts';
import { VisibleText } from '../../content/VisibleText.tsx';
import { fileSize } from '../documents/file-size.ts';
import classes from './Outbound.module.css';
import {
  destinationInWords,
  detailInWords,
  OUTCOME_COLORS,
  OUTCOME_LABELS,
  purposeInWords,
} from './outbound-words.ts';

export function OutboundTable({ lines }: { lines: readonly OutboundLineFragment[] }) {
  return (
    <Table.ScrollContainer minWidth={720} type="native">
      <Table highlightOnHover verticalSpacing="sm" aria-label="Calls out of the system">
        <Table.Thead className={classes.head}>
          <Table.Tr>
            <Table.Th>Where</Table.Th>
            <Table.Th>Outcome</Table.Th>
            <Table.Th>Service</Table.Th>
            <Table.Th>What for</Table.Th>
            <Table.Th ta="end">Calls</Table.Th>
            <Table.Th ta="end">Sent</Table.Th>
            <Table.Th ta="end">Received</Table.Th>
            <Table.Th>Last</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {lines.map((line) => (
            <Table.Tr key={line.id} className={classes.row}>
              <Table.Td className={classes.host}>
                <VisibleText text={destinationInWords(line)} />
              </Table.Td>
              <Table.Td className={classes.outcome}>
                <Outcome line={line} />
              </Table.Td>
              <Table.Td>{line.service}</Table.Td>
              <Table.Td>
                <VisibleText text={purposeInWords(line.purpose)} />
              </Table.Td>
              <Table.Td ta="end">{line.calls}</Table.Td>
              <Table.Td ta="end" className={classes.head}>
                {fileSize(line.sentBytes)}
              </Table.Td>
              <Table.Td ta="end" className={classes.head}>
                {fileSize(line.receivedBytes)}
              </Table.Td>
              <Table.Td className={classes.head}>{fullTime(line.lastAt)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function Outcome({ line }: { line: OutboundLineFragment }) {
  const detail = detailInWords(line);
  return (
    <Stack gap={4} align="flex-start">
      <Badge variant="light" color={OUTCOME_COLORS[line.outcome]} tt="none">
        {OUTCOME_LABELS[line.outcome]}
      </Badge>
      {detail === undefined ? null : (
        <Text size="xs" c="dimmed">
          <VisibleText text={detail} />
        </Text>
      )}
      {line.allowEntry ? <Advice entry={line.allowEntry} service={line.service} /> : null}
    </Stack>
  );
}

/** What would let the calls out, if they are meant to be. */
function Advice({ entry, service }: { entry: string; service: string }) {
  return (
    <>
      <Text size="xs">If it should: add this to EGRESS_ALLOW of {service}.</Text>
      <Group gap={6} wrap="nowrap">
        <Code>{entry}</Code>
        <CopyButton value={entry}>
          {({ copied, copy }) => (
            <Button
              size="compact-xs"
              variant="default"
              flex="none"
              onClick={copy}
              aria-label={`Copy ${entry}`}
            >
              {copied ? 'Copied' : 'Copy'}
            </Button>
          )}
        </CopyButton>
      </Group>
    </>
  );
}
