import { readFileSync } from 'node:fs';
import { createLogger } from '@codexcontinue/platform/log';
import { createRedisUsageStore } from '@codexcontinue/platform/operations/redis-usage-store';
import { addDays, dayOf, type UsageReport } from '@codexcontinue/platform/operations/usage-store';

/**
 * Reads what was used.
 *
 * @param source the gateways' Redis, or a file that `npm run schema:usage -- --json` wrote
 * @param windowDays up to today, of what is in Redis; a file has its own window
 * @throws Error that says why there is no usage to be had
 */
export async function readUsage(source: string, windowDays: number): Promise<UsageReport> {
  return /^rediss?:/.test(source) ? readFromRedis(source, windowDays) : readFromFile(source);
}

async function readFromRedis(url: string, windowDays: number): Promise<UsageReport> {
  const store = createRedisUsageStore({ url, logger: createLogger('schema', 'silent') });
  const today = dayOf(new Date());
  try {
    return await store.read(addDays(today, 1 - windowDays), today);
  } catch (error) {
    throw new Error('The usage cannot be read: Redis does not answer.', { cause: error });
  } finally {
    await store.close();
  }
}

function readFromFile(path: string): UsageReport {
  let report: Partial<UsageReport> | null;
  try {
    report = JSON.parse(readFileSync(path, 'utf8')) as Partial<UsageReport> | null;
  } catch (error) {
    throw new Error(`The usage cannot be read from ${path}.`, { cause: error });
  }
  const isReport =
    typeof report?.executions === 'number' &&
    Array.isArray(report.operations) &&
    Array.isArray(report.coordinates);
  if (!isReport)
    throw new Error(`${path} is no report of usage: write one by "npm run schema:usage -- --json".`);
  return report as UsageReport;
}
