import { readFileSync, statSync } from 'node:fs';
import type { EventLog } from '@codexcontinue/platform/event-log/event-log';
import type { Logger } from '../graphql/request-context.ts';
import type { GatewayServer } from '../server.ts';
import { loadSupergraph, SupergraphError } from './supergraph.ts';
import { watchSupergraphFile } from './supergraph-file.ts';
import { followPublishedSupergraphs, lastPublishedSupergraph } from './supergraph-notices.ts';

/**
 * The supergraph to begin with: the file's, or the one published last when that is newer than the file.
 *
 * @throws the system's error when the file cannot be read
 */
export async function firstSupergraph(path: string, eventLog: EventLog, logger: Logger): Promise<string> {
  const fileSdl = readFileSync(path, 'utf8');
  try {
    const published = await lastPublishedSupergraph(eventLog);
    if (!published || published.publishedAt < statSync(path).mtime) return fileSdl;
    loadSupergraph(published.sdl);
    return published.sdl;
  } catch (error) {
    logger.warn({ err: error }, 'the supergraph published last is not used, the file is');
    return fileSdl;
  }
}

/** Serves whatever supergraph comes next, from the file or published; what is refused changes nothing. */
export function followSupergraphs(options: {
  readonly path: string;
  readonly eventLog: EventLog;
  readonly gateway: GatewayServer;
  readonly logger: Logger;
}): { stop(): Promise<void> } {
  const { path, eventLog, gateway, logger } = options;
  const change = (sdl: string, from: string) => {
    gateway.reload(sdl).catch((error: unknown) => {
      const reason = error instanceof SupergraphError ? error.message : undefined;
      logger.error({ err: error, reason, from }, 'a supergraph is refused; the one before goes on serving');
    });
  };
  const file = watchSupergraphFile(path, (sdl) => change(sdl, path), logger);
  const notices = followPublishedSupergraphs(eventLog, ({ sdl }) => change(sdl, 'published'), logger);
  return {
    async stop() {
      notices.stop();
      await file.stop();
    },
  };
}
