import { RuleError } from '@codexcontinue/platform/errors';
import type { Logger } from '@codexcontinue/platform/log';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import type { RequestContext } from '../graphql/request-context.ts';
import type { Authentication } from '../identity/caller-authenticator.ts';
import {
  type OperationOutcome,
  type OperationRequest,
  type OperationRunner,
  presentError,
} from '../operation-runner.ts';
import { type EventStream, openEventStream } from './event-stream.ts';
import { atExpiry } from './expiry.ts';

/** Operations over server-sent events. */
export interface SseTransport {
  handle(request: FastifyRequest, reply: FastifyReply, authentication: Authentication): Promise<void>;
  /** Ends every stream; clients come back elsewhere with their last event's id. */
  stop(): void;
}

/** Clients list `text/event-stream` among others all the time: only who puts it first wants a stream. */
export function wantsEventStream(request: FastifyRequest): boolean {
  return request.headers.accept?.trimStart().toLowerCase().startsWith('text/event-stream') ?? false;
}

export function createSseTransport(run: OperationRunner, logger: Logger): SseTransport {
  const open = new Set<() => void>();
  let stopping = false;

  async function deliver(
    outcome: OperationOutcome,
    stream: EventStream,
    context: RequestContext,
  ): Promise<void> {
    if (outcome.kind === 'errors') {
      await stream.next({ errors: [...outcome.errors] });
    } else if (outcome.kind === 'result') {
      await stream.next(outcome.result);
    } else {
      try {
        for await (const { result, cursor } of outcome.stream) await stream.next(result, cursor);
      } catch (error) {
        await stream.next({ errors: [presentError(error, context)] });
      }
    }
    await stream.complete();
  }

  return {
    async handle(request, reply, { caller, expiresAt }) {
      const context: RequestContext = {
        caller,
        requestId: request.id,
        logger: request.log,
        readOnly: request.method === 'GET',
      };
      const operation = readOperation(request);
      const lastEventId = request.headers['last-event-id'];
      const outcome = await run(
        operation,
        context,
        typeof lastEventId === 'string' ? lastEventId : undefined,
      );
      if (stopping || reply.raw.destroyed) {
        if (outcome.kind === 'stream') await outcome.stream.return(undefined);
        throw new RuleError('SERVICE_UNAVAILABLE', 'This gateway is stopping. Connect again.');
      }
      const { raw } = reply.hijack();
      raw.on('error', (error) => request.log.info({ err: error }, 'an event stream broke'));
      const stream = openEventStream(raw, { 'x-request-id': request.id });
      const stopFollowing = () => {
        if (outcome.kind === 'stream')
          outcome.stream.return(undefined).catch((error) => logger.error({ err: error }));
      };
      const leave = () => {
        stream.end();
        stopFollowing();
      };
      const expiry = atExpiry(expiresAt, () => {
        const expired = new GraphQLError('The access token has expired. Refresh it and subscribe again.', {
          extensions: { code: 'UNAUTHENTICATED' },
        });
        stream
          .next({ errors: [presentError(expired, context)] })
          .then(() => stream.complete())
          .finally(stopFollowing);
      });
      open.add(leave);
      raw.once('close', () => {
        open.delete(leave);
        expiry.cancel();
        stopFollowing();
      });
      await deliver(outcome, stream, context);
    },
    stop() {
      stopping = true;
      for (const leave of open) leave();
    },
  };
}

/** @throws GraphQLError BAD_REQUEST when there is no operation in the request */
function readOperation(request: FastifyRequest): OperationRequest {
  const source = request.method === 'GET' ? readQueryString(request.query) : request.body;
  if (typeof source !== 'object' || source === null || Array.isArray(source)) {
    throw badRequest('Send one operation as a JSON object with content-type application/json.');
  }
  const { query, operationName, variables, extensions } = source as Record<string, unknown>;
  if (typeof query !== 'string' && query !== undefined) throw badRequest('`query` must be a text.');
  if (operationName != null && typeof operationName !== 'string')
    throw badRequest('`operationName` must be a text.');
  return {
    ...(query === undefined ? {} : { query }),
    ...(operationName ? { operationName } : {}),
    ...(variables == null ? {} : { variables: record(variables, 'variables') }),
    ...(extensions == null ? {} : { extensions: record(extensions, 'extensions') }),
  };
}

function readQueryString(value: unknown): Record<string, unknown> {
  const { query, operationName, variables, extensions } = value as Record<string, unknown>;
  return { query, operationName, variables: parseJson(variables), extensions: parseJson(extensions) };
}

function parseJson(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    throw badRequest('`variables` and `extensions` must be JSON.');
  }
}

function record(value: unknown, name: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw badRequest(`\`${name}\` must be an object.`);
  return value as Record<string, unknown>;
}

function badRequest(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_REQUEST' } });
}
