import type { EventLog } from '@codexcontinue/platform/event-log/event-log';
import { createMemoryEventLog } from '@codexcontinue/platform/event-log/memory-event-log';
import type { GatewayDependencies } from '../../../gateway/src/server.ts';
import { startTestGateway, type TestGateway } from '../../../gateway/test/support/gateway.ts';

export const THING = 'query Thing($id: ID!) { thing(id: $id) { id title owner { id name } } }';
/** What THING answers for t1. */
export const FIRST_THING = { id: 't1', title: 'First', owner: { id: 'u1', name: 'Ada' } };
export const SIGN_IN = 'mutation SignIn($name: String!) { signIn(name: $name) { id name } }';
/** Answered by an error of its subgraph. */
export const REFUSE = 'query Refuse { refuse }';
export const STORY =
  'subscription Story($id: ID!, $after: Cursor) { story(thingId: $id, after: $after) { cursor sequence delta } }';

export interface StoryData {
  readonly story: { readonly cursor: string; readonly sequence: number; readonly delta: string };
}

/** A story has as many parts. */
export const PARTS = 6;
export const isLastPart = ({ story }: StoryData) => story.sequence === PARTS;
export const ALL_PARTS = Array.from({ length: PARTS }, (_, index) => index + 1);

/** Tells the story of a thing from one part to another; the last part ends it. */
export async function tell(log: EventLog, thingId: string, from: number, to: number): Promise<void> {
  for (let sequence = from; sequence <= to; sequence += 1) {
    const data = { __typename: 'StoryEvent', sequence, delta: `part ${sequence}`, thing: null };
    await log.append(`story:${thingId}`, { data, sequence, final: sequence === PARTS });
  }
}

/** Stops the gateway after two parts, tells two while it is away, and the rest when it is back. */
export async function restartAfterTwoParts(server: RestartableGateway, thingId: string): Promise<void> {
  await server.stop();
  await tell(server.eventLog, thingId, 3, 4);
  await server.startAgain();
  await tell(server.eventLog, thingId, 5, PARTS);
}

/** The token of somebody whom the test gateway knows. */
export const token = () => 'ada';

/** A gateway that can be stopped and started again on its port, with the same events. */
export interface RestartableGateway extends AsyncDisposable {
  /** Where GraphQL is answered. */
  readonly endpoint: string;
  readonly gateway: TestGateway;
  readonly eventLog: EventLog;
  stop(): Promise<void>;
  startAgain(): Promise<void>;
}

export async function startRestartableGateway(
  overrides: Partial<GatewayDependencies> = {},
): Promise<RestartableGateway> {
  const eventLog = overrides.eventLog ?? createMemoryEventLog();
  const all = [await startTestGateway({ ...overrides, eventLog })];
  const current = () => all.at(-1) as TestGateway;
  const { url } = current();
  return {
    endpoint: `${url}/graphql`,
    eventLog,
    get gateway() {
      return current();
    },
    stop: () => current().service.stop(),
    async startAgain() {
      all.push(await startTestGateway({ ...overrides, eventLog, port: Number(new URL(url).port) }));
    },
    async [Symbol.asyncDispose]() {
      for (const each of all.toReversed()) await each[Symbol.asyncDispose]();
    },
  };
}
