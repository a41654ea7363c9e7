import { createHmac } from 'node:crypto';
import type { Transaction } from '../database/database.ts';
import { isId } from '../ids.ts';
import type { DataKey, DataKeys } from './data-keys.ts';
import { EncryptionError } from './encryption-error.ts';
import { open, seal } from './envelope.ts';

/** Where a row stands. */
export interface RowPlace {
  /** With its schema. */
  readonly table: string;
  readonly id: string;
  readonly workspaceId: string;
}

/** Which columns of a table are sealed, and whether they hold a text or a value as JSON. */
export type SealedColumns<Row> = { readonly [Column in keyof Row]?: 'text' | 'json' };

/** The values of a row as they are stored; columns that are null or absent stay so. */
export type SealRow = <Values extends object>(
  place: RowPlace,
  columns: SealedColumns<Values>,
  values: Values,
) => Values;

export type HashTerm = (term: string) => string;

/** Encryption of the columns of rows, as stores use it: within their transaction. */
export interface RowEncryption {
  /** False: stored as it is. */
  readonly encrypts: boolean;
  /** Seals the rows of a workspace. */
  sealer(transaction: Transaction, workspaceId: string): Promise<SealRow>;
  /** The rows with their columns open; what was written before there was encryption is taken as it is. @throws EncryptionError */
  openRows<Row extends { readonly id: string; readonly workspaceId: string }>(
    transaction: Transaction,
    table: string,
    columns: SealedColumns<Row>,
    rows: readonly Row[],
  ): Promise<Row[]>;
  /**
   * What a workspace's terms are indexed by: keyed hashes, or without encryption themselves. Only who holds the key can
   * try words against the index.
   */
  termsForIndex(transaction: Transaction, workspaceId: string): Promise<HashTerm>;
  /** What the index is searched by; undefined where no term of the workspace is hashed. */
  termsForSearch(transaction: Transaction, workspaceId: string): Promise<HashTerm | undefined>;
}

/** A control character no text is likely to begin with; one that does is stored as LITERAL. */
const MARK = '\u0001enc';
const SEALED = `${MARK}1:`;
const LITERAL = `${MARK}0:`;
/** 128 bits: no two terms of a workspace meet. */
const TERM_HASH_BYTES = 16;
/** No term has it: the words of a text are letters and digits. */
export const TERM_HASH_MARK = '#';

/** @param keys absent: nothing is encrypted, and what is cannot be read */
export function createRowEncryption(keys: DataKeys | undefined): RowEncryption {
  const placeOf = ({ table, id, workspaceId }: RowPlace, column: string, keyId: string) => [
    table,
    column,
    id,
    workspaceId,
    keyId,
  ];
  return {
    encrypts: keys !== undefined,

    async sealer(transaction, workspaceId) {
      const key = await keys?.current(transaction, workspaceId);
      const sealValue = (place: RowPlace, column: string, kind: 'text' | 'json', value: unknown) => {
        if (key) {
          const plain = kind === 'json' ? JSON.stringify(value) : String(value);
          // An empty text says nothing, and is what columns begin with.
          if (plain === '') return plain;
          const sealed = seal(key.bytes, Buffer.from(plain, 'utf8'), placeOf(place, column, key.id));
          return `${SEALED}${key.id}:${sealed.toString('base64url')}`;
        }
        return typeof value === 'string' && value.startsWith(MARK) ? LITERAL + value : value;
      };
      return (place, columns, values) => {
        const stored = Object.entries<'text' | 'json' | undefined>(columns).flatMap(([column, kind]) => {
          const value = (values as Record<string, unknown>)[column];
          if (kind === undefined || value === null || value === undefined) return [];
          return [[column, sealValue(place, column, kind, value)]];
        });
        return { ...values, ...Object.fromEntries(stored) };
      };
    },

    async openRows(transaction, table, columns, rows) {
      const names = Object.entries(columns) as [keyof (typeof rows)[number] & string, 'text' | 'json'][];
      const ids = new Set<string>();
      for (const row of rows) for (const [name] of names) addKeyId(ids, row[name]);
      if (ids.size > 0 && !keys)
        throw new EncryptionError('What is stored is encrypted. Set ENCRYPTION_KEYS as it was.');
      const found = ids.size > 0 && keys ? await keys.find(transaction, [...ids]) : new Map<string, Buffer>();
      const openValue = (place: RowPlace, column: string, value: string): string => {
        if (value.startsWith(LITERAL)) return value.slice(LITERAL.length);
        const parsed = parseSealed(value);
        if (!parsed) return value;
        const key = found.get(parsed.keyId);
        if (!key) throw new EncryptionError(`The data key of ${place.table} / ${place.id} is gone.`);
        return open(key, parsed.bytes(), placeOf(place, column, parsed.keyId)).toString('utf8');
      };
      return rows.map((row) => {
        const place = { table, id: row.id, workspaceId: row.workspaceId };
        const opened = names.flatMap(([name, kind]) => {
          const value: unknown = row[name];
          if (typeof value !== 'string' || !value.startsWith(MARK)) return [];
          const text = openValue(place, name, value);
          return [[name, kind === 'json' ? JSON.parse(text) : text]];
        });
        return opened.length > 0 ? { ...row, ...Object.fromEntries(opened) } : row;
      });
    },

    async termsForIndex(transaction, workspaceId) {
      return keys ? hashWith(await keys.makeTerms(transaction, workspaceId)) : (term) => term;
    },
    async termsForSearch(transaction, workspaceId) {
      const key = await keys?.findTerms(transaction, workspaceId);
      return key && hashWith(key);
    },
  };
}

function hashWith({ bytes }: DataKey): HashTerm {
  return (term) => {
    const hash = createHmac('sha256', bytes).update(term, 'utf8').digest();
    return TERM_HASH_MARK + hash.subarray(0, TERM_HASH_BYTES).toString('base64url');
  };
}

function addKeyId(ids: Set<string>, value: unknown): void {
  const parsed = typeof value === 'string' ? parseSealed(value) : undefined;
  if (parsed) ids.add(parsed.keyId);
}

function parseSealed(value: string) {
  if (!value.startsWith(SEALED)) return undefined;
  const end = value.indexOf(':', SEALED.length);
  const keyId = value.slice(SEALED.length, end);
  if (end < 0 || !isId(keyId)) throw new EncryptionError('A sealed value is not whole.');
  return { keyId, bytes: () => Buffer.from(value.slice(end + 1), 'base64url') };
}

/** Whether a stored value is ciphertext. */
export function isSealed(value: unknown): boolean {
  return typeof value === 'string' && value.startsWith(SEALED);
}

/** Nothing is encrypted. */
export const PLAIN_ROWS: RowEncryption = createRowEncryption(undefined);
