import type { LoggedEvent } from './event-log.ts';

/** A stream entry as Redis answers it: its id, and names and values by turns. */
export type RawEntry = [id: string, fields: string[]];

/** Reads an entry written by `APPEND_SCRIPT`. */
export function toLoggedEvent([position, fields]: RawEntry): LoggedEvent {
  return { position, data: JSON.parse(fields[1] ?? '{}') as LoggedEvent['data'], final: fields[3] === '1' };
}
