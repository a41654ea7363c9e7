import type { OutboundCallOutcome, OutboundLineFragment } from '../../__generated__/operations.ts';

/** The services that call out. */
export const SERVICES = ['gateway', 'auth', 'business', 'ml'] as const;

export const PURPOSE_LABELS: Readonly<Record<string, string>> = {
  'identity-provider': 'Identity provider',
  mail: 'Mail',
  'model-server': 'Model server',
  'policy-hook': 'Policy hook',
  'token-keys': 'Keys of access tokens',
  traces: 'Traces',
};

/** A purpose this version does not know stands as it is. */
export const purposeInWords = (purpose: string): string =>
  Object.hasOwn(PURPOSE_LABELS, purpose) ? (PURPOSE_LABELS[purpose] ?? purpose) : purpose;

export const OUTCOME_LABELS: Readonly<Record<OutboundCallOutcome, string>> = {
  ANSWERED: 'Answered',
  FAILED: 'Failed',
  REFUSED: 'Refused',
};

export const OUTCOME_COLORS: Readonly<Record<OutboundCallOutcome, string>> = {
  ANSWERED: 'teal',
  FAILED: 'red',
  REFUSED: 'orange',
};

/** Where calls went. */
export function destinationInWords({ host, port }: Pick<OutboundLineFragment, 'host' | 'port'>): string {
  return host === '*' ? 'Many other hosts' : `${host}:${port}`;
}

/** What came of them, in more than a word; undefined where there is no more to say. */
export function detailInWords(
  line: Pick<OutboundLineFragment, 'outcome' | 'reason' | 'lastStatus' | 'host' | 'port'>,
): string | undefined {
  if (line.outcome === 'ANSWERED') return line.lastStatus ? `Last status ${line.lastStatus}` : undefined;
  if (line.outcome === 'FAILED') return line.reason ?? undefined;
  if (line.reason === 'address')
    return `The name leads to an address that may not be called. If it may: ${destinationInWords(line)}=RANGE, with the range it is in, such as 10.0.0.0/8, goes into EGRESS_ALLOW.`;
  return 'No rule allows this host.';
}
