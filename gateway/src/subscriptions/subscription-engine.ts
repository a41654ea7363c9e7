import type { GraphQLDataSource } from '@apollo/gateway';
import type { ApolloServer } from '@apollo/server';
import {
  type EventLog,
  EventLogUnavailableError,
  type LoggedEvent,
  type Position,
  START,
} from '@codexcontinue/platform/event-log/event-log';
import type { Caller } from '@codexcontinue/platform/identity';
import { GraphQLError, getArgumentValues, getVariableValues } from 'graphql';
import type { GatewayMetrics } from '../gateway-metrics.ts';
import type { AcceptedSubscription, RequestContext } from '../graphql/request-context.ts';
import { type CursorPosition, createCursorCodec } from './cursor.ts';
import { createEventExecutor } from './event-executor.ts';
import { topicOf } from './event-source.ts';
import { createGuardRunner } from './guard.ts';
import { createPreparer, type PreparedSubscription } from './prepared-subscription.ts';
import { createResultGroups, type SubscriptionEvent } from './shared-results.ts';
import {
  createSubscriptionStream,
  eventsUnavailable,
  type SubscriptionStream,
} from './subscription-stream.ts';
import type { SubscriptionSupergraph } from './supergraph.ts';
import { createTopicReader, cursorExpired, type ReaderLimits } from './topic-reader.ts';

/** Runs subscriptions: the guard, the cursor, the events in order. */
export interface SubscriptionEngine {
  /**
   * @param lastEventId a cursor that counts where the operation itself gives none (SSE's `Last-Event-ID`)
   * @throws GraphQLError with a code when the subscription is refused
   */
  subscribe(
    subscription: AcceptedSubscription,
    context: RequestContext,
    lastEventId?: string,
  ): Promise<SubscriptionStream>;
}

/** Generous for a reader that stumbles, little enough for thousands of readers. */
const DEFAULT_LIMITS: ReaderLimits = { maximumEvents: 1_000, maximumBytes: 4 * 1_024 * 1_024 };

export function createSubscriptionEngine(options: {
  readonly supergraph: SubscriptionSupergraph;
  readonly apollo: ApolloServer<RequestContext>;
  readonly dataSources: ReadonlyMap<string, GraphQLDataSource>;
  readonly eventLog: EventLog;
  readonly cursorSecret: string;
  readonly metrics: GatewayMetrics;
  readonly limits?: ReaderLimits | undefined;
}): SubscriptionEngine {
  const { supergraph, eventLog, metrics, limits = DEFAULT_LIMITS } = options;
  const prepare = createPreparer(supergraph);
  const cursors = createCursorCodec(options.cursorSecret);
  const runGuard = createGuardRunner(options.apollo);
  const executeEvent = createEventExecutor(supergraph, options.dataSources);
  const groups = createResultGroups();

  /**
   * Runs the guard and finds where to begin. A topic's end is read before the guard is asked, so that nothing that
   * happens meanwhile is missed. A cursor is looked up only afterwards: a guard may bring events back that the log had
   * let go.
   */
  async function begin(
    { source }: PreparedSubscription,
    values: Readonly<Record<string, unknown>>,
    topic: string,
    cursor: CursorPosition | undefined,
    context: RequestContext,
  ): Promise<Position> {
    const [end] = await Promise.allSettled(cursor || source.fromStart ? [] : [eventLog.tail(topic)]);
    // What is wrong with the log is said only to those who may follow.
    if (source.guard) await runGuard(source.guard, values, context);
    if (end?.status === 'rejected') throw end.reason;
    if (!cursor) return end?.value ?? START;
    if (!cursor.final && (await eventLog.read(topic, cursor.position, 1)).gap) throw cursorExpired();
    return cursor.position;
  }

  return {
    async subscribe(accepted, context, lastEventId) {
      const prepared = prepare(accepted);
      const values = argumentValues(supergraph, prepared, accepted.variables);
      const topic = topicOf(prepared.source, values);
      const subject = subjectOf(context.caller);
      const given = values.after ?? lastEventId;
      const cursor = given == null ? undefined : cursors.decode(String(given), topic, subject);
      const start = await begin(prepared, values, topic, cursor, context).catch((error: unknown) => {
        throw error instanceof EventLogUnavailableError ? eventsUnavailable() : error;
      });

      const group = groups.join(groupKey(prepared, accepted, context.caller));
      const reader = createTopicReader(eventLog, topic, start, limits);
      const answer = async (event: LoggedEvent): Promise<SubscriptionEvent> => {
        const eventCursor = cursors.encode(topic, event, subject);
        const data = { ...event.data, cursor: eventCursor };
        const result = await executeEvent(prepared, accepted.variables, data, context);
        return {
          cursor: eventCursor,
          result: { ...result, extensions: { ...result.extensions, cursor: eventCursor } },
        };
      };
      const ended = metrics.subscriptionBegan(prepared.source.fieldName);
      const stream = createSubscriptionStream({
        reader,
        answer(event) {
          metrics.eventDelivered(prepared.source.fieldName);
          return group.resultOf(event, () => answer(event));
        },
        onEnd() {
          group.leave();
          ended();
        },
      });
      if (cursor?.final) await stream.return(undefined);
      return stream;
    },
  };
}

function argumentValues(
  { apiSchema }: SubscriptionSupergraph,
  { operation, rootField, source }: PreparedSubscription,
  variables: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const { coerced, errors } = getVariableValues(apiSchema, operation.variableDefinitions ?? [], variables);
  if (errors) throw badInput(errors[0]?.message ?? 'The variables are not what the operation declares.');
  const field = apiSchema.getSubscriptionType()?.getFields()[source.fieldName];
  if (!field) throw badInput('The subscription field is not part of this schema.');
  return getArgumentValues(field, rootField, coerced);
}

function badInput(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
}

/** Whom a cursor is made for. */
function subjectOf(caller: Caller): string {
  return caller.kind === 'person' ? `person:${caller.personId}` : caller.kind;
}

/** Two subscriptions with the same key see the same, byte for byte. */
function groupKey(prepared: PreparedSubscription, accepted: AcceptedSubscription, caller: Caller): string {
  const variables = Object.entries(accepted.variables)
    .filter(([name]) => name !== prepared.cursorVariable)
    .sort(([left], [right]) => (left < right ? -1 : 1));
  return JSON.stringify([accepted.documentHash, accepted.operationName, variables, caller]);
}
