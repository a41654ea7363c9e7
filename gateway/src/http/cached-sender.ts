import type { ServerResponse } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type CachedAnswer, VARY } from './cached-responses.ts';

/** Sends answers that were given before. */
export interface CachedSender {
  /** @param headers what is said beside the answer */
  send(
    request: FastifyRequest,
    reply: FastifyReply,
    answer: CachedAnswer,
    headers: Readonly<Record<string, string>> | undefined,
  ): FastifyReply;
}

interface Waiting {
  readonly response: ServerResponse;
  /** Names and values by turns. */
  readonly head: string[];
  readonly body: string;
}

/**
 * Sends past Fastify's own way of sending, which looks at each header several times: that costs more than finding the
 * answer. Requests that were read in one turn of the event loop are answered at its end, one after the other: each by
 * itself would wake its reader once more, and that is what an answer from the cache mostly costs.
 */
export function createCachedSender(): CachedSender {
  let waiting: Waiting[] = [];

  function flush(): void {
    const all = waiting;
    waiting = [];
    for (const { response, head, body } of all) {
      response.writeHead(200, head);
      response.end(body, 'latin1');
    }
  }

  return {
    send(request, reply, { contentType, body, cacheControl, ageSeconds }, headers) {
      const { raw: response } = reply.hijack();
      const head = [
        'x-request-id',
        request.id,
        'content-type',
        contentType,
        'content-length',
        String(body.length),
        'cache-control',
        cacheControl,
        'age',
        String(ageSeconds),
        'vary',
        VARY,
      ];
      for (const name in headers) head.push(name, headers[name] as string);
      if (waiting.length === 0) setImmediate(flush);
      waiting.push({ response, head, body });
      return reply;
    },
  };
}
