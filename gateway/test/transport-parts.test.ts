import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parseAccept } from '../src/http/accept.ts';
import { clientNetwork } from '../src/transports/client-network.ts';
import { wantsMultipart } from '../src/transports/multipart.ts';
import { wantsEventStream } from '../src/transports/sse.ts';
import { createTokenBucket } from '../src/transports/token-bucket.ts';

describe('an Accept header', () => {
  it('is read with quoted parameters, without what has no weight', () => {
    const ranges = parseAccept('Text/HTML ; q=0.5, a/b;x="1,\\"2;3", application/json;q=0, */*');
    assert.deepEqual(
      ranges.map(({ type, parameters }) => [type, parameters.get('x')]),
      [
        ['text/html', undefined],
        ['a/b', '1,"2;3'],
        ['*/*', undefined],
      ],
    );
  });

  it('is read whatever it is', () => {
    fc.assert(fc.property(fc.string({ maxLength: 500 }), (header) => Array.isArray(parseAccept(header))));
  });

  it('asks for events only where they come first, for parts wherever their version is named', () => {
    assert.equal(wantsEventStream('text/event-stream, */*'), true);
    assert.equal(wantsEventStream('application/json, text/event-stream, multipart/mixed'), false);
    assert.equal(wantsMultipart('application/json, text/event-stream, multipart/mixed'), false);
    assert.equal(wantsMultipart('multipart/mixed;deferSpec=20220824, application/json'), false);
    assert.equal(wantsMultipart('multipart/mixed;subscriptionSpec=2.0'), false);
    assert.equal(wantsMultipart(undefined), false);
  });
});

describe('a token bucket', () => {
  it('never gives more than its burst and what has flowed in', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100 }),
        fc.integer({ min: 1, max: 100 }),
        fc.array(fc.nat(50), { maxLength: 500 }),
        (perSecond, burst, steps) => {
          let now = 0;
          const take = createTokenBucket(perSecond, burst, () => now);
          let taken = 0;
          for (const step of steps) {
            now += step;
            if (take()) taken += 1;
          }
          assert.ok(taken <= burst + (now / 1_000) * perSecond + 1e-6);
          assert.ok(taken >= Math.min(steps.length, burst));
        },
      ),
    );
  });
});

describe('the network a client comes from', () => {
  it('is the address, or the /64 of IPv6 in whatever spelling', () => {
    assert.equal(clientNetwork('192.0.2.1'), '192.0.2.1');
    assert.equal(clientNetwork('::ffff:192.0.2.1'), '192.0.2.1');
    assert.equal(clientNetwork('::1'), '0:0:0:0::/64');
    for (const address of ['2001:db8:0:7::1', '2001:0DB8:0000:0007:1:2:3:4', '2001:db8:0:7:ffff::'])
      assert.equal(clientNetwork(address), '2001:db8:0:7::/64');
    assert.notEqual(clientNetwork('2001:db8:0:8::1'), clientNetwork('2001:db8:0:7::1'));
  });
});
