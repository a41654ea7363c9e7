import { Badge, Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useClient } from 'urql';
import { SetInstanceRolesDocument } from '../../__generated__/operations.ts';
import { dataOf } from '../../api/problem.ts';
import { Section } from '../account/Section.tsx';
import { ProofDialog } from './ProofDialog.tsx';
import { doneOf, INSTANCE_ROLES, type InstanceRole, questionOf } from './role-changes.ts';

interface PersonRolesProps {
  userId: string;
  name: string;
  /** Whether who asks has a password. */
  hasPassword: boolean;
  isSelf: boolean;
  isAdministrator: boolean;
  isAuditor: boolean;
}

/** The roles of a person on the whole instance, and the way to give and take them. */
export function PersonRoles(props: PersonRolesProps) {
  const { userId, name, hasPassword, isSelf, isAdministrator, isAuditor } = props;
  const client = useClient();
  const [asked, setAsked] = useState<InstanceRole>();
  const [done, setDone] = useState<string>();
  const has = { administrator: isAdministrator, auditor: isAuditor };
  const change = asked && { role: asked, name, isTaken: has[asked], isSelf };

  return (
    <Section title="Roles on this instance" text="They hold everywhere, and from the next request on.">
      {(['administrator', 'auditor'] as const).map((role) => (
        <Group
          key={role}
          justify="space-between"
          gap="xs"
          role="group"
          aria-label={INSTANCE_ROLES[role].label}
        >
          <Stack gap={2} flex="1 1 14rem">
            <Group gap="xs">
              <Text fw={600}>{INSTANCE_ROLES[role].label}</Text>
              <Badge color={has[role] ? 'green.9' : 'gray.7'} variant="filled" tt="none">
                {has[role] ? 'Yes' : 'No'}
              </Badge>
            </Group>
            <Text size="sm" c="dimmed">
              {INSTANCE_ROLES[role].about}
            </Text>
          </Stack>
          <Button
            variant={has[role] ? 'light' : 'default'}
            {...(has[role] ? { color: 'red' } : {})}
            onClick={() => {
              setDone(undefined);
              setAsked(role);
            }}
          >
            {has[role] ? 'Take the role' : 'Give the role'}
          </Button>
        </Group>
      ))}
      <Text size="sm" role="status">
        {done}
      </Text>
      {change ? (
        <ProofDialog
          {...questionOf(change)}
          verb={change.isTaken ? 'Take the role' : 'Give the role'}
          isDangerous={change.isTaken}
          hasPassword={hasPassword}
          onConfirm={async (proof) => {
            const input = { userId, [change.role]: !change.isTaken, ...proof };
            const answer = dataOf(await client.mutation(SetInstanceRolesDocument, { input }));
            if (answer.setInstanceRoles.__typename !== 'PersonChanged')
              throw new Error(answer.setInstanceRoles.message);
            setDone(doneOf(change));
            setAsked(undefined);
          }}
          onClose={() => setAsked(undefined)}
        />
      ) : null}
    </Section>
  );
}
