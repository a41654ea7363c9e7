import { useState } from 'react';
import { useClient } from 'urql';
import {
  ExportInstanceAuditDocument,
  InstanceAuditDocument,
  type InstanceAuditQuery,
} from '../../__generated__/operations.ts';
import { dataOf } from '../../api/problem.ts';
import { PersonalPage } from '../../app/PersonalPage.tsx';
import { usePageTitle } from '../../app/usePageTitle.ts';
import { AuditLog } from './AuditLog.tsx';
import { ExportButtons } from './ExportButtons.tsx';

/** The audit log of the whole instance, for its administrators; the API tells everybody else that it is not theirs. */
export function InstanceAuditPage() {
  usePageTitle('Audit log of the instance');
  const client = useClient();
  const [me, setMe] = useState<InstanceAuditQuery['me']>();
  return (
    <PersonalPage person={me} size="lg">
      <AuditLog
        title="Audit log of the instance"
        scope="instance"
        load={async (filter, first, after) => {
          const { me, auditEvents } = dataOf(
            await client.query(
              InstanceAuditDocument,
              { first, after, filter },
              { requestPolicy: 'network-only' },
            ),
          );
          setMe(me);
          return {
            items: auditEvents.edges.map(({ node }) => node),
            next: auditEvents.pageInfo.hasNextPage
              ? (auditEvents.pageInfo.endCursor ?? undefined)
              : undefined,
          };
        }}
        actions={(filter) => (
          <ExportButtons
            addressOf={async (format) => {
              const input = { filter, format };
              const answer = await client.mutation(ExportInstanceAuditDocument, { input });
              return dataOf(answer).exportInstanceAuditEvents.url;
            }}
          />
        )}
      />
    </PersonalPage>
  );
}
