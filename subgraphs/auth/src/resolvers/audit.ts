import { requirePerson, roleIn } from '@codexcontinue/platform/callers';
import { readPageRequest, toConnection } from '@codexcontinue/platform/connections';
import { forbidden, RuleError } from '@codexcontinue/platform/errors';
import { isId } from '@codexcontinue/platform/ids';
import type {
  AuditEventFilter,
  AuditEventResolvers,
  MutationResolvers,
  QueryResolvers,
  WorkspaceResolvers,
} from '../__generated__/resolvers-types.ts';
import type { ExportOrder } from '../audit/audit-export.ts';
import type { Context } from '../context.ts';
import type { AuditFilter } from '../data/audit-store.ts';
import { readMoment } from './read-moment.ts';

const EXPORT_LIFETIME_MILLISECONDS = 5 * 60 * 1_000;
const MOST_ACTIONS = 50;

/** @throws RuleError FORBIDDEN, for a workspace that does not exist too */
function requireReader({ caller }: Context, workspaceId: string): string {
  const { personId } = requirePerson(caller);
  const role = roleIn(caller, workspaceId);
  if (role !== 'OWNER' && role !== 'AUDITOR')
    forbidden('Only owners and auditors of the workspace read its audit log.');
  return personId;
}

/** @throws RuleError BAD_USER_INPUT */
function readFilter(given: AuditEventFilter | null | undefined): Omit<AuditFilter, 'workspaceId'> {
  const { actions, actorId, targetId, outcome, from, until } = given ?? {};
  if ((actions?.length ?? 0) > MOST_ACTIONS)
    throw new RuleError('BAD_USER_INPUT', `Ask for at most ${MOST_ACTIONS} actions.`);
  return {
    actions: actions ?? undefined,
    // Nobody has an id that is none.
    actorId: actorId == null ? undefined : isId(actorId) ? actorId : NOBODY,
    targetId: targetId ?? undefined,
    outcome: outcome ?? undefined,
    from: readMoment(from, 'from'),
    until: readMoment(until, 'until'),
  };
}

const NOBODY = '00000000-0000-0000-0000-000000000000';

const isSequence = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) > 0;

export const auditEventsOfWorkspace: WorkspaceResolvers['auditEvents'] = async (
  { id },
  { filter, ...args },
  context,
) => {
  requireReader(context, id);
  const request = readPageRequest(args, isSequence);
  const rows = await context.auditLog.page({ ...readFilter(filter), workspaceId: id }, request);
  return toConnection(rows, request, (row) => row.sequence);
};

export const auditEvents: QueryResolvers['auditEvents'] = async (_parent, { filter, ...args }, context) => {
  await requireInstanceReader(context);
  const request = readPageRequest(args, isSequence);
  const rows = await context.wholeAuditLog.page(readFilter(filter), request);
  return toConnection(rows, request, (row) => row.sequence);
};

export const exportAuditEvents: MutationResolvers['exportAuditEvents'] = async (
  _parent,
  { input: { workspaceId, filter, format } },
  context,
) => {
  const personId = requireReader(context, workspaceId);
  return addressOf({ filter: { ...readFilter(filter), workspaceId }, format, personId }, context);
};

export const exportInstanceAuditEvents: MutationResolvers['exportInstanceAuditEvents'] = async (
  _parent,
  { input: { filter, format } },
  context,
) => {
  const personId = await requireInstanceReader(context);
  return addressOf({ filter: readFilter(filter), format, personId }, context);
};

/** @throws RuleError FORBIDDEN */
async function requireInstanceReader({ caller, instance }: Context): Promise<string> {
  const { personId } = requirePerson(caller);
  if (!(await instance.isAdmin(personId)))
    forbidden('Only administrators of this instance read its whole audit log.');
  return personId;
}

function addressOf(order: Omit<ExportOrder, 'expiresAt'>, { exportAddresses }: Context) {
  const expiresAt = new Date(Date.now() + EXPORT_LIFETIME_MILLISECONDS);
  return { url: exportAddresses.sign({ ...order, expiresAt }), expiresAt: expiresAt.toISOString() };
}

export const AuditEvent: AuditEventResolvers = {
  occurredAt: ({ occurredAt }) => occurredAt.toISOString(),
  actor: async ({ actorId }, _arguments, { people }) =>
    actorId === null ? null : ((await people.findById(actorId)) ?? null),
  details: ({ details }) => JSON.stringify(details),
};
