import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { describe, it } from 'node:test';
import { AUTHORITY_TOPIC, authorityEvent } from '@codexcontinue/platform/authority-notice';
import { RuleError } from '@codexcontinue/platform/errors';
import type { Caller } from '@codexcontinue/platform/identity';
import { openSse } from './support/clients.ts';
import { eventually, startTestGateway, type TestGateway } from './support/gateway.ts';
import { frame, openRawSocket, TEXT, waitFor } from './support/raw-socket.ts';

const QUERY = 'subscription { thingEvents(thingId: "t1") { kind } }';
const KIND = 'x'.repeat(100_000);
/** More than the system keeps for a connection between two processes of one machine. */
const EVENTS = 150;
const LIMIT_MILLISECONDS = 1_000;
const caller: Caller = { kind: 'person', personId: 'u1', sessionId: 's1', workspaceRoles: {} };

/** A gateway with room for one connection, of somebody whose session `revoke` ends. */
async function startRevocableGateway() {
  let over = false;
  const ask = async () => {
    if (over) throw new RuleError('UNAUTHENTICATED', 'The session is over. Sign in again.');
    return { caller };
  };
  const gateway = await startTestGateway({
    authenticate: {
      authenticate: async () => ({ caller, credentialId: 's1', askedAt: performance.now(), again: ask }),
    },
    transportLimits: { connections: 1 },
    readerLimits: { maximumEvents: 10 * EVENTS, maximumBytes: 2 ** 30 },
  });
  const revoke = async () => {
    over = true;
    const data = authorityEvent({ what: 'session', personId: 'u1', id: 's1' });
    await gateway.eventLog.append(AUTHORITY_TOPIC, { data });
  };
  return { gateway, revoke };
}

async function fillUp({ eventLog }: TestGateway): Promise<void> {
  for (let count = 0; count < EVENTS; count += 1) await eventLog.append('thing:t1', { data: { kind: KIND } });
}

/** Whether the one place is taken. */
async function isTaken({ url }: TestGateway): Promise<boolean> {
  const stream = await openSse(url, { query: '{ me { id } }' });
  stream.close();
  return stream.response.status === 503;
}

async function assertGone(gateway: TestGateway, since: number): Promise<void> {
  while (await isTaken(gateway));
  const passed = performance.now() - since;
  assert.ok(passed < LIMIT_MILLISECONDS, `${Math.round(passed)} ms`);
}

describe('a revoked client that reads nothing', () => {
  it('A35 A38 has its WebSocket taken away within a second', async () => {
    const { gateway, revoke } = await startRevocableGateway();
    await using _ = gateway;
    const socket = await openRawSocket(gateway.url);
    const send = (id: string, query: string) =>
      socket.write(frame(TEXT, JSON.stringify({ id, type: 'subscribe', payload: { query } })));
    send('1', QUERY);
    await eventually(() => gateway.things.calls.length === 1, 'the guard has run');
    // Answered after the subscription stands.
    send('2', '{ me { id } }');
    await waitFor(socket, '"id":"2"');
    await fillUp(gateway);
    assert.equal(await isTaken(gateway), true);
    const began = performance.now();
    await revoke();
    await assertGone(gateway, began);
    socket.destroy();
  });

  for (const accept of ['text/event-stream', 'multipart/mixed;subscriptionSpec=1.0']) {
    it(`A35 A37 has its stream cut off within a second over ${accept}`, async () => {
      const { gateway, revoke } = await startRevocableGateway();
      await using _ = gateway;
      const headers = { 'content-type': 'application/json', accept };
      const call = request(`${gateway.url}/graphql`, { method: 'POST', headers });
      call.on('error', () => {});
      call.end(JSON.stringify({ query: QUERY }));
      const [response] = (await once(call, 'response')) as [IncomingMessage];
      response.on('error', () => {}).pause();
      await fillUp(gateway);
      assert.equal(await isTaken(gateway), true);
      const began = performance.now();
      await revoke();
      await assertGone(gateway, began);
      call.destroy();
    });
  }
});
