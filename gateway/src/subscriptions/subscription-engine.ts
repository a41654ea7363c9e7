import type { ApolloServer } from '@apollo/server';
import {
  type EventLog,
  EventLogUnavailableError,
  type LoggedEvent,
  type Position,
  START,
} from '@codexcontinue/platform/event-log/event-log';
import type { Caller } from '@codexcontinue/platform/identity';
import { type FormattedExecutionResult, GraphQLError, getArgumentValues, getVariableValues } from 'graphql';
import type { GatewayMetrics } from '../gateway-metrics.ts';
import type { AcceptedSubscription, RequestContext } from '../graphql/request-context.ts';
import type { CallerListener } from '../identity/live-caller.ts';
import type { SupergraphGateway } from '../supergraph/supergraph-gateway.ts';
import { type CursorPosition, createCursors } from './cursor.ts';
import { topicOf } from './event-source.ts';
import { createGuardRunner } from './guard.ts';
import { createLiveSubscriptions, type LiveSubscription } from './live-subscriptions.ts';
import type { PreparedSubscription } from './prepared-subscription.ts';
import { createResultGroups, type EventAnswer, type SubscriptionEvent } from './shared-results.ts';
import {
  createSubscriptionService,
  type ServedSubscription,
  type SubscriptionService,
} from './subscription-service.ts';
import {
  createSubscriptionStream,
  eventsUnavailable,
  type SubscriptionStream,
} from './subscription-stream.ts';
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
const RELOAD_SPREAD_MILLISECONDS = 5_000;

export function createSubscriptionEngine(options: {
  readonly gateway: SupergraphGateway;
  readonly apollo: ApolloServer<RequestContext>;
  readonly eventLog: EventLog;
  readonly cursorSecret: string;
  readonly metrics: GatewayMetrics;
  readonly limits?: ReaderLimits | undefined;
  /** Over how long subscriptions are ended that a new supergraph does not serve. */
  readonly reloadSpreadMilliseconds?: number | undefined;
  /** Called for every event, before subgraphs are asked because of it. */
  readonly onEvent: () => void;
}): SubscriptionEngine {
  const { gateway, eventLog, metrics, limits = DEFAULT_LIMITS } = options;
  const cursorsOf = createCursors(options.cursorSecret);
  const runGuard = createGuardRunner(options.apollo);
  const groups = createResultGroups();
  const live = createLiveSubscriptions(options.reloadSpreadMilliseconds ?? RELOAD_SPREAD_MILLISECONDS);
  let service = createSubscriptionService(gateway.current());
  gateway.onReload((runtime) => {
    service = createSubscriptionService(runtime);
    live.replanAll();
  });

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
      const began = service;
      const first = await began.serve(accepted, context.caller);
      const { source } = first.prepared;
      const values = argumentValues(began, first.prepared, accepted.variables);
      const topic = topicOf(source, values);
      const cursors = cursorsOf(topic, subjectOf(context.caller));
      const given = values.after ?? lastEventId;
      const cursor = given == null ? undefined : cursors.decode(String(given));
      const start = await begin(first.prepared, values, topic, cursor, context).catch((error: unknown) => {
        throw error instanceof EventLogUnavailableError ? eventsUnavailable() : error;
      });

      /** As whom events are answered; another one after the caller's authority has changed. */
      let speaking = context;

      /** What events are answered with; another one after the supergraph, or the caller, has changed. */
      const plan = async () => {
        const { id } = service;
        const { caller } = speaking;
        const served =
          service === began && speaking === context
            ? first
            : await service.serveAgain(accepted, caller, first.prepared);
        return {
          ...served,
          supergraphId: id,
          context: speaking,
          group: groups.join(groupKey(id, served, accepted, caller)),
        };
      };
      let present = await plan();

      function answer(
        event: LoggedEvent,
        served: ServedSubscription & { readonly context: RequestContext },
      ): EventAnswer {
        const eventCursor = cursors.encode(event);
        const data = { ...event.data, cursor: eventCursor };
        const present = (result: FormattedExecutionResult): SubscriptionEvent => ({
          cursor: eventCursor,
          result: { ...result, extensions: { ...result.extensions, cursor: eventCursor } },
        });
        options.onEvent();
        const result = served.executeEvent(served, accepted.variables, data, served.context);
        return result instanceof Promise ? result.then(present) : present(result);
      }

      let isOver = false;
      let unfollow = () => {};
      const ended = metrics.subscriptionBegan(source.fieldName);
      const { stream, fail } = createSubscriptionStream({
        reader: createTopicReader(eventLog, topic, start, limits),
        answer(event) {
          metrics.eventDelivered(source.fieldName);
          const chosen = present;
          return chosen.group.resultOf(event, () => answer(event, chosen));
        },
        onEnd() {
          isOver = true;
          present.group.leave();
          live.delete(subscription);
          unfollow();
          ended();
        },
      });
      const subscription: LiveSubscription = {
        async replan() {
          const next = await plan();
          // It ended meanwhile, or the supergraph has changed once more and this is asked again.
          const superseded = isOver || next.supergraphId !== service.id || next.context !== speaking;
          (superseded ? next : present).group.leave();
          if (!superseded) present = next;
        },
        fail,
      };
      live.add(subscription);
      unfollow = followCaller(context, {
        onEnd: fail,
        /** Asks the guard again as the new caller; what was allowed to the old one says nothing. */
        async onChange(caller) {
          const next = { ...context, caller };
          const isStale = () => isOver || context.liveCaller?.caller !== caller;
          try {
            if (source.guard) await runGuard(source.guard, values, next);
            if (isStale()) return;
            speaking = next;
            await subscription.replan();
          } catch (error) {
            if (!isStale()) fail(error instanceof GraphQLError ? error : eventsUnavailable());
          }
        },
      });
      if (cursor?.final) await stream.return(undefined);
      return stream;
    },
  };
}

function argumentValues(
  { apiSchema }: SubscriptionService,
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

function followCaller({ liveCaller, caller }: RequestContext, listener: CallerListener): () => void {
  return liveCaller?.follow(caller, listener) ?? (() => {});
}

/** Whom a cursor is made for. */
function subjectOf(caller: Caller): string {
  return caller.kind === 'person' ? `person:${caller.personId}` : caller.kind;
}

/** Two subscriptions with the same key see the same, byte for byte. */
function groupKey(
  supergraphId: string,
  { prepared, documentHash }: ServedSubscription,
  accepted: AcceptedSubscription,
  caller: Caller,
): string {
  const variables = Object.entries(accepted.variables)
    .filter(([name]) => name !== prepared.cursorVariable)
    .sort(([left], [right]) => (left < right ? -1 : 1));
  return JSON.stringify([supergraphId, documentHash, accepted.operationName, variables, caller]);
}
