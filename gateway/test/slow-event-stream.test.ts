import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { describe, it } from 'node:test';
import { eventually, startTestGateway } from './support/gateway.ts';

const QUERY = 'subscription { thingEvents(thingId: "t1") { kind } }';

describe('an event stream that is not read', () => {
  it('A37 is ended with the cursor to resume from, and holds no more than its share', async () => {
    await using gateway = await startTestGateway({
      readerLimits: { maximumEvents: 50, maximumBytes: 2 ** 22 },
    });
    const headers = { 'content-type': 'application/json', accept: 'text/event-stream' };
    const call = request(`${gateway.url}/graphql`, { method: 'POST', headers });
    call.end(JSON.stringify({ query: QUERY }));
    const [response] = (await once(call, 'response')) as [IncomingMessage];
    let text = '';
    response.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
    const kind = 'x'.repeat(100_000);
    await gateway.eventLog.append('thing:t1', { data: { kind } });
    await eventually(() => text.includes('\n\n'), 'the first event has come');
    response.pause();
    for (let index = 0; index < 300; index += 1) {
      await gateway.eventLog.append('thing:t1', { data: { kind } });
      // Lets the gateway write what it can.
      await new Promise((resolve) => setImmediate(resolve));
    }
    response.resume();
    await once(response, 'end');
    const blocks = text.split('\n\n').filter((block) => block.startsWith('event: '));
    const ids = blocks.flatMap((block) => /^id: (.*)$/m.exec(block)?.[1] ?? []);
    assert.ok(ids.length < 300);
    assert.match(String(blocks.at(-1)), /^event: complete/);
    const fault = JSON.parse(String(/^data: (.*)$/m.exec(String(blocks.at(-2)))?.[1])).errors[0];
    assert.deepEqual(fault.extensions, { cursor: ids.at(-1), code: 'SLOW_READER' });
  });
});
