import { readPageRequest, toConnection } from '@codexcontinue/platform/connections';
import type {
  OutboundCallFilter,
  OutboundCallsResolvers,
  QueryResolvers,
} from '../__generated__/resolvers-types.ts';
import type { EgressFilter, EgressKey, EgressRecord } from '../data/egress-store.ts';
import { allowEntryOf } from '../domain/allow-entry.ts';
import { requireInstanceViewer } from './instance-roles.ts';
import { readMoment } from './read-moment.ts';

const OUTCOMES = { ANSWERED: 'answered', FAILED: 'failed', REFUSED: 'refused' } as const;

const isKey = (value: unknown): value is EgressKey =>
  Array.isArray(value) &&
  value.length === 7 &&
  value.every((part, index) => (index === 3 ? Number.isSafeInteger(part) : typeof part === 'string')) &&
  !Number.isNaN(Date.parse(value[0]));

const keyOf = ({ hour, service, host, port, purpose, outcome, reason }: EgressRecord): EgressKey => [
  hour.toISOString(),
  service,
  host,
  port,
  purpose,
  outcome,
  reason,
];

/** @throws RuleError BAD_USER_INPUT */
function readFilter(given: OutboundCallFilter | null | undefined): EgressFilter {
  const { service, host, purpose, outcome, from, until } = given ?? {};
  return {
    service: service ?? undefined,
    host: host ?? undefined,
    purpose: purpose ?? undefined,
    outcome: outcome ? OUTCOMES[outcome] : undefined,
    from: readMoment(from, 'from'),
    until: readMoment(until, 'until'),
  };
}

export const outboundCalls: QueryResolvers['outboundCalls'] = async (
  _parent,
  { filter, ...args },
  context,
) => {
  await requireInstanceViewer(
    context,
    'Only administrators and auditors of this instance see what it calls.',
  );
  const request = readPageRequest(args, isKey);
  return toConnection(await context.egressStore.page(readFilter(filter), request), request, keyOf);
};

export const OutboundCalls: OutboundCallsResolvers = {
  id: (record) => Buffer.from(JSON.stringify(keyOf(record))).toString('base64url'),
  hour: ({ hour }) => hour.toISOString(),
  outcome: ({ outcome }) =>
    outcome === 'answered' ? 'ANSWERED' : outcome === 'failed' ? 'FAILED' : 'REFUSED',
  reason: ({ reason }) => reason || null,
  firstAt: ({ firstAt }) => firstAt.toISOString(),
  lastAt: ({ lastAt }) => lastAt.toISOString(),
  allowEntry: (record) => allowEntryOf(record) ?? null,
};
