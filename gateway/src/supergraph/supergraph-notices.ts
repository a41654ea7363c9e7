import { type EventLog, START } from '@codexcontinue/platform/event-log/event-log';
import type { Logger } from '../graphql/request-context.ts';
import { loadSupergraph } from './supergraph.ts';

/** A supergraph that was published to all gateways of one system. */
export interface PublishedSupergraph {
  readonly sdl: string;
  readonly publishedAt: Date;
}

const NOTICES = 'gateway:supergraph';
const PAGE_LENGTH = 100;
const KEPT_SECONDS = 7 * 24 * 60 * 60;

const topicOfText = (id: string) => `${NOTICES}:${id}`;

/**
 * Gives all gateways that read this event log another supergraph. The text is stored first, then announced.
 *
 * @returns its id, as gateways log it
 * @throws SupergraphError when the text is none that a gateway would serve
 */
export async function publishSupergraph(eventLog: EventLog, sdl: string): Promise<string> {
  const { id } = loadSupergraph(sdl);
  await eventLog.append(topicOfText(id), { data: { sdl }, sequence: 1, final: true });
  await eventLog.expire(topicOfText(id), KEPT_SECONDS);
  await eventLog.append(NOTICES, { data: { id, publishedAt: new Date().toISOString() } });
  return id;
}

/** The supergraph that was published last, while it is kept: a week. */
export async function lastPublishedSupergraph(eventLog: EventLog): Promise<PublishedSupergraph | undefined> {
  let position = START;
  let last: Record<string, unknown> | undefined;
  for (;;) {
    const { events } = await eventLog.read(NOTICES, position, PAGE_LENGTH);
    const newest = events.at(-1);
    if (!newest) return last && readPublished(eventLog, last);
    last = newest.data;
    position = newest.position;
  }
}

/** Calls back for every supergraph that is published from now on; works from when the event log can be read. */
export function followPublishedSupergraphs(
  eventLog: EventLog,
  onPublished: (published: PublishedSupergraph) => void,
  logger: Logger,
): { stop(): void } {
  const began = new Date();
  return eventLog.follow(NOTICES, START, {
    onEvents(events) {
      const newest = events.at(-1);
      if (!newest || new Date(String(newest.data.publishedAt)) < began) return;
      readPublished(eventLog, newest.data)
        .then((published) => published && onPublished(published))
        .catch((error: unknown) => logger.error({ err: error }, 'a published supergraph cannot be read'));
    },
    onGap: () => logger.error('notices of published supergraphs were lost: restart this gateway'),
  });
}

async function readPublished(
  eventLog: EventLog,
  { id, publishedAt }: Readonly<Record<string, unknown>>,
): Promise<PublishedSupergraph | undefined> {
  const { events } = await eventLog.read(topicOfText(String(id)), START, 1);
  const sdl = events[0]?.data.sdl;
  return typeof sdl === 'string' ? { sdl, publishedAt: new Date(String(publishedAt)) } : undefined;
}
