import { Badge, Button, Group } from '@mantine/core';
import { useClient } from 'urql';
import { RequestEmailVerificationDocument } from '../../__generated__/operations.ts';
import { dataOf } from '../../api/problem.ts';
import { useNotify } from '../../app/Notices.tsx';
import { Section } from './Section.tsx';
import { useAction } from './useAction.ts';

export function EmailSection({ email, isVerified }: { email: string; isVerified: boolean }) {
  const client = useClient();
  const notify = useNotify();
  const action = useAction();

  const request = () =>
    action.run(async () => {
      const { requestEmailVerification } = dataOf(
        await client.mutation(RequestEmailVerificationDocument, {}),
      );
      if (requestEmailVerification.__typename !== 'EmailVerificationRequested')
        throw new Error(requestEmailVerification.message);
      notify('success', `A mail to ${requestEmailVerification.email} is on its way.`);
    });

  return (
    <Section
      title="Address"
      text={email}
      problem={action.problem}
      badge={
        <Badge variant="light" color={isVerified ? 'green' : 'yellow'} tt="none">
          {isVerified ? 'Confirmed' : 'Not confirmed'}
        </Badge>
      }
    >
      {isVerified ? null : (
        <Group>
          <Button variant="default" loading={action.isRunning} onClick={() => void request()}>
            Send a mail to confirm it
          </Button>
        </Group>
      )}
    </Section>
  );
}
