import type { AuditEventFilter, AuditOutcome } from '../../__generated__/operations.ts';

/** What the reader looks for, as it stands in the address of the page. Empty texts are not looked for. */
export interface AuditSearch {
  readonly actions: readonly string[];
  readonly person: string;
  readonly outcome: AuditOutcome | '';
  /** RFC 3339 in UTC, so that an address means the same to everybody it is sent to. */
  readonly from: string;
  readonly until: string;
  readonly object: string;
}

const OUTCOMES: readonly AuditOutcome[] = ['SUCCEEDED', 'REFUSED', 'FAILED', 'UNKNOWN'];
/** As many as the API takes. */
const MOST_ACTIONS = 50;

/** What cannot be meant, such as a date that is none, is left out. */
export function readSearch(query: URLSearchParams): AuditSearch {
  const outcome = query.get('outcome');
  return {
    actions: [...new Set(query.getAll('action').filter((action) => action !== ''))].slice(0, MOST_ACTIONS),
    person: query.get('person') ?? '',
    outcome: OUTCOMES.find((each) => each === outcome) ?? '',
    from: readMoment(query.get('from')),
    until: readMoment(query.get('until')),
    object: query.get('object') ?? '',
  };
}

export function writeSearch(search: AuditSearch): URLSearchParams {
  const query = new URLSearchParams();
  for (const action of search.actions) query.append('action', action);
  for (const name of ['person', 'outcome', 'from', 'until', 'object'] as const) {
    if (search[name] !== '') query.set(name, search[name]);
  }
  return query;
}

/** The same, as the API is asked. */
export function filterOf({ actions, person, outcome, from, until, object }: AuditSearch): AuditEventFilter {
  return {
    ...(actions.length > 0 ? { actions: [...actions] } : {}),
    ...(person === '' ? {} : { actorId: person }),
    ...(outcome === '' ? {} : { outcome }),
    ...(from === '' ? {} : { from }),
    ...(until === '' ? {} : { until }),
    ...(object === '' ? {} : { targetId: object }),
  };
}

/** How many of the filters leave something out. */
export function countFilters(search: AuditSearch): number {
  return Object.keys(filterOf(search)).length;
}

function readMoment(text: string | null): string {
  if (text === null) return '';
  const moment = new Date(text);
  return Number.isNaN(moment.getTime()) || !isWritable(moment) ? '' : moment.toISOString();
}

/** The API takes years of four digits that begin with no zero. */
function isWritable(moment: Date): boolean {
  const year = moment.getUTCFullYear();
  return year >= 1000 && year <= 9999;
}

/** A moment for `<input type="datetime-local">`, which knows the clock on the wall only. */
export function toLocalInput(moment: string): string {
  if (moment === '') return '';
  const time = new Date(moment);
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${String(time.getFullYear()).padStart(4, '0')}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
  return `${day}T${two(time.getHours())}:${two(time.getMinutes())}`;
}

/** Empty where the input holds no whole date yet. */
export function fromLocalInput(local: string): string {
  return readMoment(local === '' ? null : local);
}
