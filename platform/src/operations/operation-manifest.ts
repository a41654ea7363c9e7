import { createHash } from 'node:crypto';

/** An operation that a client has registered. */
export interface RegisteredOperation {
  /** SHA-256 of the body, in hexadecimal: what a client sends instead of the body. */
  readonly id: string;
  /** The document: one named operation and its fragments. */
  readonly body: string;
  readonly name: string;
  readonly type: 'query' | 'mutation' | 'subscription';
}

/** A manifest that cannot be used; the message says why. */
export class ManifestError extends Error {
  override readonly name = 'ManifestError';
}

const FORMAT = 'apollo-persisted-query-manifest';
const VERSION = 1;
const TYPES: readonly unknown[] = ['query', 'mutation', 'subscription'];

/** What clients may be called: safe as the name of a file, as a label of a metric and in a log. */
export const CLIENT_NAME = /^[A-Za-z0-9][\w.-]{0,63}$/;

export function documentHash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/**
 * Reads a manifest in Apollo's format for persisted queries.
 *
 * @throws ManifestError; an id that is not the body's SHA-256 is refused, or one text could pass for another
 */
export function parseManifest(json: string): readonly RegisteredOperation[] {
  let manifest: Record<string, unknown> | null;
  try {
    manifest = JSON.parse(json) as Record<string, unknown> | null;
  } catch {
    throw new ManifestError('it is no JSON');
  }
  const { format, version, operations } = manifest ?? {};
  if (format !== FORMAT || version !== VERSION || !Array.isArray(operations)) {
    throw new ManifestError(`it is no "${FORMAT}" of version ${VERSION}`);
  }
  return operations.map((operation) => readOperation(operation as RegisteredOperation | null));
}

/** The text of a manifest, by name and id, so that the same operations always give the same text. */
export function formatManifest(operations: readonly RegisteredOperation[]): string {
  const sorted = operations
    .map(({ id, name, type, body }) => ({ id, name, type, body }))
    .sort((left, right) => compare(left.name, right.name) || compare(left.id, right.id));
  return `${JSON.stringify({ format: FORMAT, version: VERSION, operations: sorted }, null, 2)}\n`;
}

function readOperation(operation: RegisteredOperation | null): RegisteredOperation {
  const { id, body, name, type } = operation ?? {};
  if (typeof id !== 'string' || typeof body !== 'string' || typeof name !== 'string' || !type) {
    throw new ManifestError('an operation of it lacks its id, body, name or type');
  }
  if (!TYPES.includes(type)) throw new ManifestError(`"${name}" is of the unknown type "${type}"`);
  if (documentHash(body) !== id)
    throw new ManifestError(`the id of "${name}" is not the SHA-256 of its body`);
  return { id, body, name, type };
}

function compare(left: string, right: string): number {
  return left < right ? -1 : Number(left > right);
}
