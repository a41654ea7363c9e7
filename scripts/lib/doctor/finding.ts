/** How one thing stands: `ok` as it should, `note` worth knowing but not needed, `fault` keeps `npm start` from working. */
export type FindingStatus = 'ok' | 'note' | 'fault';

/** One thing the doctor looked at. */
export interface Finding {
  readonly name: string;
  readonly status: FindingStatus;
  /** What is, in a sentence. */
  readonly message: string;
  /** What to do about it, where something is to be done. */
  readonly advice?: string;
}

const MARKS: Readonly<Record<FindingStatus, string>> = { ok: '✔', note: '!', fault: '✖' };
const NAME_WIDTH = 14;

/** The findings as a person reads them. */
export function describeFindings(findings: readonly Finding[]): string {
  const lines = findings.flatMap(({ name, status, message, advice }) => [
    `${MARKS[status]} ${name.padEnd(NAME_WIDTH)}${message}`,
    ...(advice ? [`${' '.repeat(NAME_WIDTH + 2)}→ ${advice}`] : []),
  ]);
  const faults = findings.filter(({ status }) => status === 'fault').length;
  const verdict =
    faults === 0
      ? 'Nothing keeps "npm start" from working.'
      : `${faults === 1 ? 'One thing keeps' : `${faults} things keep`} "npm start" from working (✖).`;
  return [...lines, '', verdict].join('\n');
}

/** An address without the user name and password it may carry. */
export function withoutCredentials(address: string): string {
  if (!URL.canParse(address)) return '(no URL)';
  const url = new URL(address);
  url.username = '';
  url.password = '';
  url.search = '';
  return url.href.replace(/\/$/, '');
}
