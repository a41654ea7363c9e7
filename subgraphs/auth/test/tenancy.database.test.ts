import { randomUUID } from 'node:crypto';
import { newId } from '@codexcontinue/platform/ids';
import { describeTenancy } from '../../../platform/test/contracts/tenancy.contract.ts';
import { auditEvent } from '../src/data/audit-tables.ts';
import { invitation } from '../src/data/credential-tables.ts';
import { apiKeyQuotaLimit, memberQuotaLimit, quotaLimit } from '../src/data/quota-tables.ts';
import { membership, person, workspace } from '../src/data/tables.ts';
import { apiKey } from '../src/data/token-tables.ts';
import { migrations } from '../src/migrations.ts';

const OF_A_PERSON = 'of one person, reached by their id or by a secret of theirs';
let sequence = 0;

describeTenancy({
  migrations,
  shared: {
    outbox: 'events on their way, read by the publisher only',
    audit_intent: 'what is under way, read by nobody until it stands in the audit log',
    audit_checkpoint: 'signatures, and nothing that was done',
    person: 'people belong to no workspace',
    session: OF_A_PERSON,
    session_device: OF_A_PERSON,
    refresh_token: OF_A_PERSON,
    account: OF_A_PERSON,
    two_factor: OF_A_PERSON,
    passkey: OF_A_PERSON,
    verification: OF_A_PERSON,
    disabled_person: OF_A_PERSON,
    instance_admin: OF_A_PERSON,
    instance_auditor: OF_A_PERSON,
    egress_tally: 'counts of the services, of nobody',
    signing_key: 'of the instance',
    attempt: 'counts by address and network',
    sign_in_failure: 'counts by address',
  },
  seed: (personId) => [
    { table: person, row: { id: personId, email: `${randomUUID()}@example.org`, name: 'Ada' } },
  ],
  rowsOf(workspaceId, personId) {
    sequence += 1;
    const apiKeyId = newId();
    return [
      { table: workspace, row: { id: workspaceId, name: 'Plant' } },
      { table: membership, row: { workspaceId, personId, role: 'OWNER' } },
      {
        table: apiKey,
        row: {
          id: apiKeyId,
          workspaceId,
          personId,
          name: 'Script',
          keyHash: randomUUID(),
          hint: 'cck_1234',
          scopes: [],
          expiresAt: new Date(),
        },
      },
      {
        table: invitation,
        row: {
          id: newId(),
          workspaceId,
          email: 'ada@example.org',
          role: 'VIEWER',
          tokenHash: randomUUID(),
          expiresAt: new Date(),
        },
      },
      {
        table: quotaLimit,
        row: { id: newId(), workspaceId, kind: 'TOKENS', limit: 1 },
      },
      {
        table: memberQuotaLimit,
        row: { workspaceId, personId, kind: 'tokens', limit: 1 },
      },
      {
        table: apiKeyQuotaLimit,
        row: { workspaceId, apiKeyId, kind: 'requests', limit: 1 },
      },
      {
        table: auditEvent,
        row: {
          sequence,
          id: newId(),
          occurredAt: new Date(),
          service: 'test',
          action: 'member.added',
          outcome: 'SUCCEEDED',
          workspaceId,
          details: {},
          hash: 'a hash',
        },
      },
    ];
  },
});
