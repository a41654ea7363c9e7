import { createHmac, createPrivateKey, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { AuditFilter, AuditRecord } from '../data/audit-store.ts';

/** In which form an export is sent. */
export type ExportFormat = 'CSV' | 'NDJSON';

/** What an address gives, and to whom. */
export interface ExportOrder {
  readonly filter: AuditFilter;
  readonly format: ExportFormat;
  readonly personId: string;
  readonly expiresAt: Date;
}

/** Makes and reads addresses of exports, which are their own credential. */
export interface ExportAddresses {
  /** A path relative to the gateway. */
  sign(order: ExportOrder): string;
  /** The order, or undefined for an address that was altered or whose time is over. */
  read(order: string, signature: string, now?: Date): ExportOrder | undefined;
}

export const EXPORT_PATH = '/api/auth/audit-export';
const KEY_BYTES = 32;

/** @param signingKeyPem auth's AUTH_SIGNING_KEY, of which a key for this alone is derived */
export function createExportAddresses(signingKeyPem: string): ExportAddresses {
  const secret = createPrivateKey(signingKeyPem).export({ type: 'pkcs8', format: 'der' });
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'codexcontinue audit exports', KEY_BYTES));
  const signatureOf = (order: string) => createHmac('sha256', key).update(order).digest('base64url');
  return {
    sign(order) {
      const text = Buffer.from(JSON.stringify(order)).toString('base64url');
      return `${EXPORT_PATH}?order=${text}&signature=${signatureOf(text)}`;
    },
    read(text, signature, now = new Date()) {
      const [expected, given] = [Buffer.from(signatureOf(text)), Buffer.from(signature)];
      if (expected.length !== given.length || !timingSafeEqual(expected, given)) return undefined;
      const order = JSON.parse(Buffer.from(text, 'base64url').toString());
      const date = (value: string | undefined) => (value === undefined ? undefined : new Date(value));
      const filter = { ...order.filter, from: date(order.filter.from), until: date(order.filter.until) };
      const expiresAt = new Date(order.expiresAt);
      return expiresAt > now ? { ...order, filter, expiresAt } : undefined;
    },
  };
}

const COLUMNS = [
  'sequence',
  'occurredAt',
  'service',
  'action',
  'outcome',
  'actorId',
  'sessionId',
  'workspaceId',
  'targetType',
  'targetId',
  'requestId',
  'details',
  'hash',
] as const;

/** The events as the lines of a file. */
export async function* exportLines(
  events: AsyncIterable<AuditRecord>,
  format: ExportFormat,
): AsyncGenerator<string> {
  if (format === 'CSV') yield `${COLUMNS.join(',')}\r\n`;
  for await (const event of events) {
    const row = { ...event, occurredAt: event.occurredAt.toISOString() };
    yield format === 'CSV'
      ? `${COLUMNS.map((name) => csvField(name === 'details' ? JSON.stringify(row.details) : row[name])).join(',')}\r\n`
      : `${JSON.stringify(Object.fromEntries(COLUMNS.map((name) => [name, row[name]])))}\n`;
  }
}

/** RFC 4180; what a spreadsheet would run as a formula is made a text (OWASP, CSV injection). */
export function csvField(value: string | number | null): string {
  if (value === null) return '';
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
