import type { OutboundCallFilter, OutboundCallOutcome } from '../../__generated__/operations.ts';

/** What the reader looks for, as it stands in the address of the page. Empty texts are not looked for. */
export interface OutboundSearch {
  readonly service: string;
  readonly purpose: string;
  readonly outcome: OutboundCallOutcome | '';
  readonly host: string;
  /** How many days back; empty for all that is kept. */
  readonly days: '' | '1' | '7' | '30';
}

const OUTCOMES: readonly OutboundCallOutcome[] = ['ANSWERED', 'FAILED', 'REFUSED'];
const DAYS = ['1', '7', '30'] as const;
const NAMES = ['service', 'purpose', 'outcome', 'host', 'days'] as const;
const DAY_MILLISECONDS = 24 * 60 * 60 * 1_000;

/** What cannot be meant is left out. */
export function readSearch(query: URLSearchParams): OutboundSearch {
  return {
    service: query.get('service') ?? '',
    purpose: query.get('purpose') ?? '',
    outcome: OUTCOMES.find((each) => each === query.get('outcome')) ?? '',
    host: query.get('host') ?? '',
    days: DAYS.find((each) => each === query.get('days')) ?? '',
  };
}

export function writeSearch(search: OutboundSearch): URLSearchParams {
  const query = new URLSearchParams();
  for (const name of NAMES) if (search[name] !== '') query.set(name, search[name]);
  return query;
}

/** The same, as the API is asked. */
export function filterOf(
  { service, purpose, outcome, host, days }: OutboundSearch,
  now: Date,
): OutboundCallFilter {
  return {
    ...(service === '' ? {} : { service }),
    ...(purpose === '' ? {} : { purpose }),
    ...(outcome === '' ? {} : { outcome }),
    ...(host === '' ? {} : { host }),
    ...(days === '' ? {} : { from: new Date(now.getTime() - Number(days) * DAY_MILLISECONDS).toISOString() }),
  };
}
