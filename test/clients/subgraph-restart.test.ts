import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openSse, post } from '../../gateway/test/support/clients.ts';
import { startTestGateway } from '../../gateway/test/support/gateway.ts';
import { composeTestSupergraph, startAuth, startThings } from '../../gateway/test/support/subgraphs.ts';

const BOTH = '{ me { name } thing(id: "t1") { title } }';
const WHOLE = { me: { name: 'Ada' }, thing: { title: 'First' } };
const ADA = { authorization: 'Bearer ada' };

/** A gateway whose subgraph `things` can go away and come back where it was. */
async function startWithRestartableThings() {
  const auth = await startAuth();
  let things = await startThings();
  const port = Number(new URL(things.url).port);
  const gateway = await startTestGateway({
    supergraphSdl: composeTestSupergraph({ auth: auth.url, things: things.url }),
  });
  return {
    gateway,
    stopThings: () => things[Symbol.asyncDispose](),
    startThings: async () => {
      things = await startThings(port);
    },
    async [Symbol.asyncDispose]() {
      await gateway[Symbol.asyncDispose]();
      await Promise.all([auth[Symbol.asyncDispose](), things[Symbol.asyncDispose]()]);
    },
  };
}

/** Asks until the answer is whole. */
async function askUntilWhole(url: string): Promise<void> {
  for (;;) {
    const { data, errors } = await post(url, { query: BOTH }, ADA);
    if (errors.length === 0) {
      assert.deepEqual(data, WHOLE);
      return;
    }
    assert.deepEqual(data, { ...WHOLE, thing: null });
  }
}

describe('a subgraph that restarts', { timeout: 180_000 }, () => {
  it('is missing from answers meanwhile, with a code, and is back in them as soon as it answers', async () => {
    await using system = await startWithRestartableThings();
    const { url } = system.gateway;
    assert.deepEqual((await post(url, { query: BOTH }, ADA)).data, WHOLE);
    await system.stopThings();
    // More than the breaker bears, so that it is open when the subgraph comes back.
    for (let count = 0; count < 8; count += 1) {
      const { status, data, errors } = await post(url, { query: BOTH }, ADA);
      assert.equal(status, 200);
      assert.deepEqual(data, { ...WHOLE, thing: null });
      assert.deepEqual(
        errors.map(({ path, extensions }) => [path, extensions.code]),
        [[['thing'], 'SERVICE_UNAVAILABLE']],
      );
    }
    await system.startThings();
    await askUntilWhole(url);
    // Every one from then on.
    for (let count = 0; count < 20; count += 1)
      assert.deepEqual((await post(url, { query: BOTH }, ADA)).data, WHOLE);
  });

  it('breaks no subscription: events come with what is known, then whole again, on the same stream', async () => {
    await using system = await startWithRestartableThings();
    const { gateway } = system;
    const query = 'subscription { thingEvents(thingId: "t1") { kind thing { title } } }';
    const stream = await openSse(gateway.url, { query }, ADA);
    const tell = async (kind: string) => {
      const data = { kind, thing: { __typename: 'Thing', id: 't1' } };
      await gateway.eventLog.append('thing:t1', { data });
      return JSON.parse(String((await stream.next())?.data));
    };
    const whole = { title: 'First' };
    assert.deepEqual((await tell('BEFORE')).data.thingEvents, { kind: 'BEFORE', thing: whole });
    await system.stopThings();
    const { data, errors } = await tell('MEANWHILE');
    assert.deepEqual(data.thingEvents, { kind: 'MEANWHILE', thing: null });
    assert.equal(errors[0].extensions.code, 'SERVICE_UNAVAILABLE');
    await system.startThings();
    await askUntilWhole(gateway.url);
    assert.deepEqual((await tell('AFTER')).data.thingEvents, { kind: 'AFTER', thing: whole });
    stream.close();
  });

  it('lets nobody subscribe whose right it cannot tell, and everybody again afterwards', async () => {
    await using system = await startWithRestartableThings();
    const { gateway } = system;
    const query = 'subscription { thingEvents(thingId: "t1") { kind } }';
    await system.stopThings();
    const refused = await openSse(gateway.url, { query }, ADA);
    const [error] = JSON.parse(String((await refused.next())?.data)).errors;
    assert.equal(error.extensions.code, 'SERVICE_UNAVAILABLE');
    assert.equal((await refused.next())?.event, 'complete');
    await system.startThings();
    await askUntilWhole(gateway.url);
    const stream = await openSse(gateway.url, { query }, ADA);
    await gateway.eventLog.append('thing:t1', { data: { kind: 'A' } });
    assert.deepEqual(JSON.parse(String((await stream.next())?.data)).data, { thingEvents: { kind: 'A' } });
    stream.close();
  });
});
