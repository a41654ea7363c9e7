import { RuleError } from '@codexcontinue/platform/errors';
import type { Logger } from '@codexcontinue/platform/log';
import { type Dispatcher, request } from 'undici';
import type { PolicyEvaluator } from './policy-evaluator.ts';

const DEADLINE_MILLISECONDS = 2_000;
const MAXIMUM_REPLY_BYTES = 64 * 1024;

/**
 * Asks an HTTP hook: POST `{ caller, policies }`, answered with `{ granted: [...] }`. Identical questions that are under
 * way are asked once. A hook that does not answer rightly grants nothing: the request fails.
 *
 * @returns an evaluator that throws RuleError SERVICE_UNAVAILABLE
 */
export function createHttpPolicyEvaluator(options: {
  readonly url: string;
  readonly logger: Logger;
  /** From the question to the last byte of the answer. */
  readonly deadlineMilliseconds?: number;
  readonly dispatcher?: Dispatcher;
}): PolicyEvaluator {
  const { url, logger, dispatcher, deadlineMilliseconds = DEADLINE_MILLISECONDS } = options;
  const underWay = new Map<string, Promise<ReadonlySet<string>>>();

  async function ask(question: string, asked: ReadonlySet<string>): Promise<ReadonlySet<string>> {
    try {
      const { statusCode, body } = await request(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/json' },
        body: question,
        signal: AbortSignal.timeout(deadlineMilliseconds),
        ...(dispatcher ? { dispatcher } : {}),
      });
      const text = await readBounded(body);
      if (statusCode !== 200) throw new Error(`the policy hook answered ${statusCode}`);
      return readGranted(text, asked);
    } catch (error) {
      logger.error({ err: error }, 'the policy hook does not say what is granted');
      throw new RuleError(
        'SERVICE_UNAVAILABLE',
        'What you may see cannot be decided just now. Try again in a moment.',
      );
    }
  }

  return (policies, caller) => {
    const asked = new Set([...policies].sort());
    const question = JSON.stringify({ caller, policies: [...asked] });
    const known = underWay.get(question);
    if (known) return known;
    const answer = ask(question, asked).finally(() => underWay.delete(question));
    underWay.set(question, answer);
    return answer;
  };
}

async function readBounded(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    // Leaving the loop ends the reply.
    if (size > MAXIMUM_REPLY_BYTES) throw new Error('the policy hook answers with too much');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function readGranted(text: string, asked: ReadonlySet<string>): ReadonlySet<string> {
  const value: unknown = JSON.parse(text);
  const granted =
    typeof value === 'object' && value !== null && 'granted' in value ? value.granted : undefined;
  if (!Array.isArray(granted)) throw new Error('the policy hook answered without a list "granted"');
  return new Set(granted.filter((name): name is string => typeof name === 'string' && asked.has(name)));
}
