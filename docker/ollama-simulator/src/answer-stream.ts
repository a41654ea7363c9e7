import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { Behaviour, Misbehaviour } from './behaviour.ts';
import { tokensOf } from './simulated-answer.ts';

/** How the pieces of an answer look on the wire: `/api/chat` and `/api/generate` differ. */
export interface AnswerShape {
  token(content: string): object;
  done(reason: string, completionTokens: number): object;
  whole(content: string, reason: string, completionTokens: number): object;
}

const SLOW_MILLISECONDS = 200;
const LINES_AT_ONCE = 100;
const LONG_LINE_CHARACTERS = 10 * 1024 * 1024;

/** The tokens of an answer, as many as were asked for. */
export function answerTokens(
  answer: string,
  wanted: number | undefined,
  most: number | undefined,
): { tokens: string[]; reason: string } {
  const own = tokensOf(answer);
  const all =
    wanted === undefined
      ? own
      : Array.from({ length: wanted }, (_, index) => own[index % own.length] ?? ' token');
  const cut = most !== undefined && most >= 0 && all.length > most;
  return { tokens: cut ? all.slice(0, most) : all, reason: cut ? 'length' : 'stop' };
}

/** Streams an answer as newline-delimited JSON, or goes wrong as told. The headers come with the first token. */
export async function streamAnswer(
  response: ServerResponse,
  shape: AnswerShape,
  { tokens, reason }: { tokens: readonly string[]; reason: string },
  behaviour: Pick<Behaviour, 'next' | 'tokenDelayMilliseconds'>,
  gone: AbortSignal,
): Promise<void> {
  const { next: misbehaviour } = behaviour;
  const delay = misbehaviour === 'slow' ? SLOW_MILLISECONDS : behaviour.tokenDelayMilliseconds;
  if (misbehaviour === 'hang-before-first-token') return hang(gone);
  const faultAt = Math.min(3, tokens.length - 1);
  for (const [index, content] of tokens.entries()) {
    if (delay > 0) await pause(delay, undefined, { signal: gone }).catch(() => undefined);
    if (gone.aborted) return;
    if (!response.headersSent) response.writeHead(200, { 'content-type': 'application/x-ndjson' });
    if (index === faultAt && misbehaviour && misbehaviour !== 'slow')
      return goWrong(response, shape, misbehaviour, gone);
    response.write(`${JSON.stringify(shape.token(content))}\n`);
  }
  if (!response.headersSent) response.writeHead(200, { 'content-type': 'application/x-ndjson' });
  response.end(`${JSON.stringify(shape.done(reason, tokens.length))}\n`);
}

async function goWrong(
  response: ServerResponse,
  shape: AnswerShape,
  misbehaviour: Misbehaviour,
  gone: AbortSignal,
): Promise<void> {
  switch (misbehaviour) {
    case 'stall':
      return hang(gone);
    case 'error-in-stream':
      response.end(
        `${JSON.stringify({ error: 'an error was encountered while running the model: CUDA error' })}\n`,
      );
      return;
    case 'garbage':
      response.end('{"message": <<<garbage\n');
      return;
    case 'long-line':
      response.end(
        `{"message":{"role":"assistant","content":"${'x'.repeat(LONG_LINE_CHARACTERS)}"},"done":false}\n`,
      );
      return;
    case 'endless':
      return talk(response, shape, ' and so on'.repeat(20), gone);
    case 'endless-silence':
      return talk(response, shape, '', gone);
    default:
      response.end();
  }
}

/** The same again and again, however many tokens were asked for, until the client has gone. */
async function talk(
  response: ServerResponse,
  shape: AnswerShape,
  content: string,
  gone: AbortSignal,
): Promise<void> {
  const lines = `${JSON.stringify(shape.token(content))}\n`.repeat(LINES_AT_ONCE);
  while (!gone.aborted) {
    // As fast as it is read, and others are served meanwhile.
    if (response.write(lines)) await new Promise((resolve) => setImmediate(resolve));
    else await once(response, 'drain', { signal: gone }).catch(() => undefined);
  }
}

/** Nothing more until the client has gone. */
function hang(gone: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (gone.aborted) resolve();
    else gone.addEventListener('abort', () => resolve(), { once: true });
  });
}
