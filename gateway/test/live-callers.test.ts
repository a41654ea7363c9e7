import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { AUTHORITY_TOPIC, authorityEvent } from '@codexcontinue/platform/authority-notice';
import { RuleError } from '@codexcontinue/platform/errors';
import { type EventLog, type Follower, START } from '@codexcontinue/platform/event-log/event-log';
import { createMemoryEventLog } from '@codexcontinue/platform/event-log/memory-event-log';
import type { Caller } from '@codexcontinue/platform/identity';
import { createLogger } from '@codexcontinue/platform/log';
import { createGatewayMetrics } from '../src/gateway-metrics.ts';
import { createAnonymousAuthenticator } from '../src/identity/anonymous-authenticator.ts';
import type { Authentication } from '../src/identity/caller-authenticator.ts';
import { createLiveCallers, type LiveCallers } from '../src/identity/live-callers.ts';
import { eventually } from './support/gateway.ts';

const caller = (role = 'OWNER'): Caller => ({
  kind: 'person',
  personId: 'p1',
  sessionId: 's1',
  workspaceRoles: { w1: role },
});

describe('callers of open connections', () => {
  let callers: LiveCallers | undefined;
  afterEach(() => callers?.stop());

  /** Somebody whose authority is what `answer` says. */
  function setUp(answer: () => Promise<Caller>, eventLog: EventLog = createMemoryEventLog()) {
    const made = createLiveCallers({
      eventLog,
      authenticate: createAnonymousAuthenticator(),
      metrics: createGatewayMetrics(undefined),
      logger: createLogger('test', 'silent'),
    });
    callers = made;
    let asked = 0;
    const authentication = (askedAt = performance.now()): Authentication => ({
      caller: caller(),
      credentialId: 's1',
      askedAt,
      again: async () => {
        asked += 1;
        return { caller: await answer() };
      },
    });
    const told: string[] = [];
    const open = (of = authentication()) => {
      const live = made.open(of);
      live.follow(live.caller, {
        onChange: (next) => void told.push(JSON.stringify(next)),
        onEnd: ({ extensions }) => void told.push(String(extensions.code)),
      });
      return live;
    };
    return { callers: made, eventLog, authentication, open, told, asked: () => asked };
  }
  const tell = (log: EventLog, what: 'roles' | 'sessions' = 'roles', personId = 'p1') =>
    log.append(AUTHORITY_TOPIC, { data: authorityEvent({ what, personId }) });

  it('A35 are let go within a second when auth does not answer', async () => {
    const { eventLog, open, told, asked } = setUp(() => new Promise(() => {}));
    open();
    await eventually(() => asked() > 0, 'the first question');
    const began = performance.now();
    await tell(eventLog);
    await eventually(() => told.length > 0, 'the end');
    assert.ok(performance.now() - began < 1_000);
    assert.deepEqual(told, ['SERVICE_UNAVAILABLE']);
  });

  it('A35 that were asked about before a notice, and open after it, are asked about again', async () => {
    let over = false;
    const {
      callers: made,
      eventLog,
      authentication,
      open,
      told,
      asked,
    } = setUp(async () => {
      if (over) throw new RuleError('UNAUTHENTICATED', 'over');
      return caller();
    });
    made.close(open());
    const witness = open();
    await eventually(() => asked() > 0, 'the first question');
    const before = authentication();
    const already = asked();
    await tell(eventLog);
    await eventually(() => asked() > already, 'the notice');
    made.close(witness);
    over = true;
    open(before);
    await eventually(() => told.length > 0, 'the end');
    assert.deepEqual(told, ['UNAUTHENTICATED']);
    const after = asked();
    over = false;
    open();
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(asked(), after);
  });

  it('are asked about once for all connections of a session, and only for their own person', async () => {
    const { eventLog, open, asked } = setUp(async () => caller());
    for (let connection = 0; connection < 10; connection += 1) open();
    await eventually(() => asked() > 0, 'the questions of the beginning');
    const before = asked();
    await tell(eventLog, 'roles', 'p2');
    await tell(eventLog);
    await eventually(() => asked() > before, 'the question');
    assert.equal(asked(), before + 1);
  });

  it('go by the last answer, though an earlier question is answered later', async () => {
    const answers: ((role: string) => void)[] = [];
    const { eventLog, open, told } = setUp(
      () => new Promise((resolve) => answers.push((role) => resolve(caller(role)))),
    );
    const live = open();
    await eventually(() => answers.length > 0, 'the first question');
    await tell(eventLog);
    await eventually(() => answers.length > 1, 'the second question');
    answers[1]?.('VIEWER');
    await eventually(() => told.length > 0, 'the change');
    answers[0]?.('OWNER');
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(live.caller, caller('VIEWER'));
    assert.equal(told.length, 1);
  });

  it('are asked about when notices may have been lost, and hear on from there', async () => {
    const log = createMemoryEventLog();
    const followers: Follower[] = [];
    const lossy: EventLog = {
      ...log,
      follow: (topic, after, follower) => {
        followers.push(follower);
        return log.follow(topic, after, follower);
      },
    };
    let role = 'OWNER';
    const { open, told, asked } = setUp(async () => caller(role), lossy);
    open();
    await eventually(() => asked() > 0, 'the first question');
    role = 'VIEWER';
    followers[0]?.onGap();
    await eventually(() => told.length > 0, 'the change');
    assert.equal(followers.length, 2);
    assert.equal(await log.tail(AUTHORITY_TOPIC), START);
    role = 'ADMIN';
    await tell(log);
    await eventually(() => told.length > 1, 'the next change');
  });

  it('stay while auth is away and nothing is known to have changed, and are asked about when it is back', async () => {
    let isAway = true;
    let role = 'OWNER';
    const { open, told, asked } = setUp(async () => {
      if (isAway) throw new RuleError('SERVICE_UNAVAILABLE', 'away');
      return caller(role);
    });
    open();
    await eventually(() => asked() > 0, 'the first question');
    role = 'VIEWER';
    isAway = false;
    await eventually(() => told.length > 0, 'the answer');
    assert.deepEqual(told, [JSON.stringify(caller('VIEWER'))]);
  });

  it('that are nobody are not asked about', async () => {
    const { callers: made, eventLog, told } = setUp(async () => caller());
    const live = made.open({ caller: { kind: 'anonymous' } });
    await tell(eventLog);
    assert.deepEqual(live.caller, { kind: 'anonymous' });
    assert.deepEqual(told, []);
  });
});
