import {
  type EventLog,
  type NewEvent,
  parsePosition,
  START,
} from '@codexcontinue/platform/event-log/event-log';
import type { EndedGeneration } from '../domain/generation.ts';
import { eventsOf, generationTopic } from '../domain/generation-events.ts';

/** How long the events of an ended generation can be followed without being restored. */
const KEEP_EVENTS_SECONDS = 3_600;

/**
 * Makes sure that the log holds all events of an ended generation, exactly those of its row. What is missing at the
 * end is appended, so that whoever follows gets it; only a log that lost its beginning or says otherwise is replaced.
 * Repeating it changes nothing; several processes may do it at once.
 *
 * @returns the sequence number of the terminal event
 * @throws EventLogUnavailableError
 */
export async function publishEnded(eventLog: EventLog, generation: EndedGeneration): Promise<number> {
  const topic = generationTopic(generation.id);
  const events = eventsOf(generation);
  const last = await lastSequenceOf(eventLog, topic);
  if (last > 0 && !(await beginsAtFirst(eventLog, topic))) {
    await eventLog.restore(topic, events);
  } else {
    for (const event of events.slice(last)) await eventLog.append(topic, event);
    // A worker that was thought lost may have added a delta where the row has the end.
    if (!(await endsLike(eventLog, topic, events))) await eventLog.restore(topic, events);
  }
  await eventLog.expire(topic, KEEP_EVENTS_SECONDS);
  return events.length;
}

/** The number of the last event of a sequenced topic; 0 without events. */
export async function lastSequenceOf(eventLog: EventLog, topic: string): Promise<number> {
  const [, sequence] = parsePosition(await eventLog.tail(topic));
  return Number(sequence);
}

async function beginsAtFirst(eventLog: EventLog, topic: string): Promise<boolean> {
  const { events, gap } = await eventLog.read(topic, START, 1);
  return !gap && events[0]?.position === '0-1';
}

async function endsLike(eventLog: EventLog, topic: string, expected: readonly NewEvent[]): Promise<boolean> {
  const { events } = await eventLog.read(topic, `0-${expected.length - 1}`, 2);
  return events.length === 1 && events[0]?.final === true;
}
