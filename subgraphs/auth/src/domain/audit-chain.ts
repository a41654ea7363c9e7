import { hash } from 'node:crypto';
import { canonicalJson, type Json } from './canonical-json.ts';

/** An event as it stands in the log; each carries the hash of all that came before. */
export interface ChainedEvent {
  /** From 1, without gaps. */
  readonly sequence: number;
  /** SHA-256 in hex. */
  readonly hash: string;
  /** Everything else that is stored of it. */
  readonly content: { readonly [name: string]: Json };
}

/** What an event's hash is computed over, beside the hash before it. */
export type UnhashedEvent = Omit<ChainedEvent, 'hash'>;

/** A statement, signed, that the log had this hash at this place. */
export interface Checkpoint {
  /** `RETENTION`: events up to here were let go when their time was over. */
  readonly kind: 'CHECKPOINT' | 'RETENTION';
  readonly sequence: number;
  readonly hash: string;
  /** RFC 3339. */
  readonly signedAt: string;
  /** Ed25519, base64url. */
  readonly signature: string;
}

/** What a verification finds. */
export type Verification =
  | { readonly kind: 'whole'; readonly events: number; readonly head: { sequence: number; hash: string } }
  | { readonly kind: 'broken'; readonly sequence: number; readonly reason: string };

/** Where every chain begins. */
export const GENESIS_HASH = '0'.repeat(64);

export function hashEvent(previousHash: string, { sequence, content }: UnhashedEvent): string {
  return hash('sha256', `${previousHash}\n${canonicalJson({ sequence, content })}`, 'hex');
}

/** What a checkpoint's signature is over. */
export function checkpointText({ kind, sequence, hash, signedAt }: Omit<Checkpoint, 'signature'>): string {
  return canonicalJson({ kind, sequence, hash, signedAt });
}

/**
 * Follows a chain from its beginning, or from the last retention, and names the first place that is not as it was
 * written: an event that was altered, one that is missing, an end that was cut off.
 *
 * @param events in the order of their sequence
 * @param checkpoints all of them, and what is known of the log from elsewhere
 * @param isSigned whether a checkpoint's signature is the log's
 */
export async function verifyChain(
  events: AsyncIterable<ChainedEvent>,
  checkpoints: readonly Checkpoint[],
  isSigned: (checkpoint: Checkpoint) => boolean,
): Promise<Verification> {
  const broken = (sequence: number, reason: string): Verification => ({ kind: 'broken', sequence, reason });
  const forged = checkpoints
    .filter((checkpoint) => !isSigned(checkpoint))
    .toSorted((left, right) => left.sequence - right.sequence)[0];
  const trusted = checkpoints.filter(isSigned);
  const beginning = trusted
    .filter(({ kind }) => kind === 'RETENTION')
    .reduce((last, each) => (each.sequence > last.sequence ? each : last), {
      sequence: 0,
      hash: GENESIS_HASH,
    });
  const hashesAt = new Map<number, Set<string>>();
  for (const { sequence, hash: known } of trusted) {
    hashesAt.set(sequence, (hashesAt.get(sequence) ?? new Set()).add(known));
  }
  let { sequence, hash: head } = beginning;
  let count = 0;
  for await (const event of events) {
    if (event.sequence <= beginning.sequence) continue;
    const expected = sequence + 1;
    if (event.sequence !== expected) return broken(expected, 'This event is missing.');
    if (forged && forged.sequence < expected) break;
    const computed = hashEvent(head, event);
    if (computed !== event.hash) return broken(expected, 'This event is not as it was written.');
    const known = hashesAt.get(expected);
    if (known && (known.size > 1 || !known.has(computed))) {
      return broken(expected, 'The log was written anew: a signed checkpoint knows another hash here.');
    }
    sequence = expected;
    head = computed;
    count += 1;
  }
  if (forged) return broken(forged.sequence, 'The checkpoint here is not signed by this log.');
  const furthest = Math.max(0, ...trusted.map((checkpoint) => checkpoint.sequence));
  if (furthest > sequence) {
    return broken(sequence + 1, `The end is cut off: a signed checkpoint knows ${furthest} events.`);
  }
  return { kind: 'whole', events: count, head: { sequence, hash: head } };
}
