import { readFileSync } from 'node:fs';
import { createRedisEventLog } from '@codexcontinue/platform/event-log/redis-event-log';
import { createLogger } from '@codexcontinue/platform/log';
import { readPublisherEnvironment } from '../src/environment.ts';
import { SupergraphError } from '../src/supergraph/supergraph.ts';
import { publishSupergraph } from '../src/supergraph/supergraph-notices.ts';

/**
 * Gives all running gateways of a system another supergraph, through their Redis.
 *
 * Usage: REDIS_URL=redis://… npm run supergraph:publish -- FILE
 */
const [file] = process.argv.slice(2);
const { REDIS_URL } = readPublisherEnvironment(process.env);
if (!file || !REDIS_URL) {
  console.error(
    'Name the supergraph and the Redis of the gateways: REDIS_URL=… npm run supergraph:publish -- FILE',
  );
  process.exit(2);
}

const eventLog = createRedisEventLog({ url: REDIS_URL, logger: createLogger('publish-supergraph', 'warn') });
try {
  const id = await publishSupergraph(eventLog, readFileSync(file, 'utf8'));
  console.log(`Published the supergraph ${id}; every gateway logs when it serves it, or why not.`);
} catch (error) {
  if (!(error instanceof SupergraphError)) throw error;
  console.error(`${file} holds no supergraph that a gateway would serve: ${error.message}`);
  process.exitCode = 1;
} finally {
  await eventLog.close();
}
