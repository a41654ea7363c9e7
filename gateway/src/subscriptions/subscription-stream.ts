import { RuleError } from '@codexcontinue/platform/errors';
import { EventLogUnavailableError, type LoggedEvent } from '@codexcontinue/platform/event-log/event-log';
import { GraphQLError } from 'graphql';
import type { EventAnswer, SubscriptionEvent } from './shared-results.ts';
import { SlowReaderError, type TopicReader } from './topic-reader.ts';

/**
 * The events of one subscription, in order. Throws a GraphQLError with a code when it ends before its time; `return`
 * ends a `next` that is under way.
 */
export type SubscriptionStream = AsyncGenerator<SubscriptionEvent, undefined, undefined>;

/** A stream, and the way to end it from within. */
export interface OpenSubscription {
  readonly stream: SubscriptionStream;
  /** Ends the stream with an error, which then carries the last cursor. */
  fail(error: GraphQLError): void;
}

/** @param onEnd called once, however the stream ends */
export function createSubscriptionStream(options: {
  readonly reader: TopicReader;
  readonly answer: (event: LoggedEvent) => EventAnswer;
  readonly onEnd: () => void;
}): OpenSubscription {
  const { reader, answer, onEnd } = options;
  let ended = false;
  let failure: GraphQLError | undefined;
  let lastCursor: string | undefined;

  function end(): IteratorReturnResult<undefined> {
    if (!ended) {
      ended = true;
      reader.close();
      onEnd();
    }
    return { done: true, value: undefined };
  }

  function fault(error: unknown): unknown {
    end();
    return describeEnd(error, lastCursor);
  }

  function present(
    event: LoggedEvent,
    value: SubscriptionEvent,
  ): IteratorResult<SubscriptionEvent, undefined> {
    lastCursor = value.cursor;
    if (event.final) end();
    return { done: false, value };
  }

  async function nextLater(
    ready: LoggedEvent | undefined,
    answered: EventAnswer | undefined,
  ): Promise<IteratorResult<SubscriptionEvent, undefined>> {
    try {
      const event = ready ?? (await reader.next());
      if (failure) throw failure;
      if (!event) return end();
      return present(event, await (answered ?? answer(event)));
    } catch (error) {
      throw fault(error);
    }
  }

  function next(): Promise<IteratorResult<SubscriptionEvent, undefined>> {
    if (ended) return Promise.resolve(end());
    try {
      const event = failure ? undefined : reader.take();
      if (!event) return nextLater(undefined, undefined);
      const answered = answer(event);
      if (answered instanceof Promise) return nextLater(event, answered);
      return Promise.resolve(present(event, answered));
    } catch (error) {
      return Promise.reject(fault(error));
    }
  }

  const stream: SubscriptionStream = {
    next,
    return: async () => end(),
    throw: async (error) => {
      end();
      throw error;
    },
    [Symbol.asyncIterator]: () => stream,
    [Symbol.asyncDispose]: async () => void end(),
  };
  return {
    stream,
    fail(error) {
      if (ended) return;
      failure = error;
      reader.close();
    },
  };
}

/** What the client is told, with the cursor it can resume from. */
function describeEnd(error: unknown, cursor: string | undefined): unknown {
  const extensions = cursor === undefined ? {} : { cursor };
  if (error instanceof SlowReaderError) {
    return new GraphQLError(
      'Events came faster than they were read. Subscribe again with `after` set to the last cursor.',
      {
        extensions: { ...extensions, code: 'SLOW_READER' },
      },
    );
  }
  if (error instanceof EventLogUnavailableError) return eventsUnavailable(extensions);
  if (error instanceof GraphQLError) {
    return new GraphQLError(error.message, { extensions: { ...extensions, ...error.extensions } });
  }
  return error;
}

/** The event log does not answer. */
export function eventsUnavailable(extensions: Record<string, unknown> = {}): RuleError {
  return new RuleError(
    'SERVICE_UNAVAILABLE',
    'Events cannot be read just now. Subscribe again in a moment.',
    extensions,
  );
}
