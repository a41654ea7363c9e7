import { RuleError } from '@codexcontinue/platform/errors';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { RequestContext } from '../graphql/request-context.ts';
import { replyWithErrors, replyWithResult, retryAfter, statusOf } from '../http/error-replies.ts';
import type { Authentication } from '../identity/caller-authenticator.ts';
import type { LiveCaller } from '../identity/live-caller.ts';
import type { LiveCallers } from '../identity/live-callers.ts';
import { type OperationOutcome, type OperationRunner, presentError } from '../operation-runner.ts';
import { readClientIdentity } from '../operations/client-identity.ts';
import type { QuotaMeter } from '../quotas/operation-quotas.ts';
import { type ConnectionSeats, type Seat, tooManyConnections } from './connection-seats.ts';
import { atExpiry } from './expiry.ts';
import type { Heartbeat } from './heartbeat.ts';
import type { TransportLimits } from './limits.ts';
import { readOperation } from './operation-request.ts';
import { openResponseStream, type ResponseStream, type StreamEncoding } from './response-stream.ts';

/** How a client wants its operation answered. */
export interface StreamWish {
  readonly encoding: StreamEncoding;
  /** What turns out to be no subscription is answered by plain JSON. */
  readonly plainUnlessStream: boolean;
}

/** Operations over responses that last. */
export interface StreamTransport {
  handle(
    request: FastifyRequest,
    reply: FastifyReply,
    authentication: Authentication,
    wish: StreamWish,
    quotaMeter?: QuotaMeter,
  ): Promise<void>;
  /** Ends every stream; clients come back elsewhere with their last cursor. */
  stop(): void;
}

export function createStreamTransport(options: {
  readonly run: OperationRunner;
  readonly liveCallers: LiveCallers;
  readonly seats: ConnectionSeats;
  readonly heartbeat: Heartbeat;
  readonly limits: TransportLimits;
}): StreamTransport {
  const { run, liveCallers, seats, heartbeat, limits } = options;
  const open = new Set<() => void>();
  let stopping = false;

  function takeSeat(request: FastifyRequest, { caller }: Authentication): Seat {
    const seat = seats.take(request.ip);
    if (typeof seat === 'string') throw tooManyConnections(seat);
    if (seat.identify(caller)) return seat;
    seat.leave();
    throw tooManyConnections('person');
  }

  async function answer(
    outcome: OperationOutcome,
    context: RequestContext,
    { expiresAt }: Authentication,
    speaker: LiveCaller,
    reply: FastifyReply,
    encoding: StreamEncoding,
  ): Promise<void> {
    const { raw } = reply.hijack();
    raw.on('error', (error) => context.logger.info({ err: error }, 'a response stream broke'));
    const stream = openResponseStream({
      response: raw,
      status: outcome.kind === 'errors' ? statusOf(outcome.errors) : 200,
      headers: {
        'x-request-id': context.requestId,
        ...context.quotaMeter?.headers(),
        ...(outcome.kind === 'errors' ? retryAfter(outcome.errors) : {}),
      },
      encoding,
      heartbeat,
      stallTimeoutMilliseconds: limits.stallTimeoutMilliseconds,
    });
    const stopFollowing = () => void endOf(outcome, context);
    const leave = () => {
      stream.depart();
      stopFollowing();
    };
    const expiry = atExpiry(expiresAt, () => speaker.end(expired()));
    // The subscription ends itself, with its last cursor; a client that reads nothing is not waited for.
    speaker.follow(speaker.caller, {
      onEnd: () => void setTimeout(() => raw.destroy(), END_MILLISECONDS).unref(),
    });
    open.add(leave);
    raw.once('close', () => {
      open.delete(leave);
      expiry.cancel();
      stopFollowing();
    });
    await deliver(outcome, stream, context);
  }

  return {
    async handle(request, reply, authentication, { encoding, plainUnlessStream }, quotaMeter) {
      const cookies: string[] = [];
      const speaker = liveCallers.open(authentication);
      reply.raw.once('close', () => liveCallers.close(speaker));
      const context: RequestContext = {
        caller: speaker.caller,
        liveCaller: speaker,
        client: readClientIdentity(request.headers),
        requestId: request.id,
        logger: request.log,
        traceparent: request.headers.traceparent,
        remoteAddress: request.ip,
        readOnly: request.method === 'GET',
        quotaMeter,
        onSetCookie: (more) => void cookies.push(...more),
      };
      const operation = readOperation(request);
      const seat = takeSeat(request, authentication);
      reply.raw.once('close', () => seat.leave());
      const lastEventId = request.headers['last-event-id'];
      const outcome = await run(
        operation,
        context,
        typeof lastEventId === 'string' ? lastEventId : undefined,
      );
      if (stopping || reply.raw.destroyed) {
        await endOf(outcome, context);
        throw new RuleError('SERVICE_UNAVAILABLE', 'This gateway is stopping. Connect again.');
      }
      if (plainUnlessStream && outcome.kind !== 'stream') {
        for (const cookie of cookies) reply.header('set-cookie', cookie);
        reply.headers(quotaMeter?.headers() ?? {});
        if (outcome.kind === 'result') replyWithResult(request, reply, outcome.result);
        else replyWithErrors(request, reply, statusOf(outcome.errors), outcome.errors);
        return;
      }
      await answer(outcome, context, authentication, speaker, reply, encoding);
    },
    stop() {
      stopping = true;
      for (const leave of open) leave();
    },
  };
}

/** From the end of what a stream speaks for to the end of the stream. */
const END_MILLISECONDS = 500;

function expired(): RuleError {
  return new RuleError('UNAUTHENTICATED', 'The access token has expired. Refresh it and subscribe again.');
}

async function deliver(
  outcome: OperationOutcome,
  stream: ResponseStream,
  context: RequestContext,
): Promise<void> {
  if (outcome.kind === 'errors') {
    await stream.failure(outcome.errors);
  } else if (outcome.kind === 'result') {
    await stream.result(outcome.result);
  } else {
    try {
      for await (const { result, cursor } of outcome.stream) await stream.result(result, cursor);
    } catch (error) {
      await stream.failure([presentError(error, context)]);
    }
  }
  await stream.complete();
}

async function endOf(outcome: OperationOutcome, { logger }: RequestContext): Promise<void> {
  if (outcome.kind !== 'stream') return;
  try {
    await outcome.stream.return(undefined);
  } catch (error) {
    logger.error({ err: error }, 'a subscription could not be ended');
  }
}
