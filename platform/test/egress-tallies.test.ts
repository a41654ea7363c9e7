import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type EgressBatch, startEgressReport } from '../src/egress/egress-report.ts';
import { createEgressTallies } from '../src/egress/egress-tallies.ts';
import type { EgressCall } from '../src/egress/ledger.ts';
import { createLogger } from '../src/log.ts';

const HOUR = 3_600_000;
const NOW = Math.floor(Date.now() / HOUR) * HOUR;
const call = (more: Partial<EgressCall> = {}): EgressCall => ({
  at: new Date(NOW + 1_000),
  purpose: 'test',
  host: 'api.example.org',
  port: 443,
  method: 'GET',
  outcome: 'answered',
  status: 200,
  reason: undefined,
  sentBytes: 1,
  receivedBytes: 10,
  ...more,
});

describe('calls out of the system, told together', () => {
  it('are one where they are alike, and tell since when and until when', () => {
    const tallies = createEgressTallies('auth');
    tallies.add(call());
    tallies.add(call({ at: new Date(NOW + 5_000), status: 404 }));
    tallies.add(call({ host: '[2606:4700::1]:8443', port: 8443, outcome: 'refused', reason: 'host' }));
    const [first, second, ...others] = tallies.take();
    assert.deepEqual(others, []);
    assert.deepEqual(
      { ...first, instance: '' },
      {
        service: 'auth',
        instance: '',
        hour: new Date(NOW).toISOString(),
        host: 'api.example.org',
        port: 443,
        purpose: 'test',
        outcome: 'answered',
        reason: null,
        calls: 2,
        sentBytes: 2,
        receivedBytes: 20,
        lastStatus: 404,
        firstAt: new Date(NOW + 1_000).toISOString(),
        lastAt: new Date(NOW + 5_000).toISOString(),
      },
    );
    assert.deepEqual([second?.host, second?.port, second?.reason], ['[2606:4700::1]', 8443, 'host']);
  });

  it('lose and double none, whatever is told when, and however often it fails', () => {
    const step = fc.oneof(
      fc.record({ host: fc.constantFrom('a.example', 'b.example'), bytes: fc.nat(9) }),
      fc.constantFrom('take' as const, 'fail' as const),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const tallies = createEgressTallies('auth');
        const kept = new Map<string, { calls: number; bytes: number }>();
        const sent = new Map<string, { calls: number; bytes: number }>();
        const tell = () => {
          for (const { host, calls, sentBytes: bytes } of tallies.take()) kept.set(host, { calls, bytes });
        };
        for (const what of steps) {
          if (what === 'take') tell();
          else if (what === 'fail') tallies.giveBack(tallies.take());
          else {
            const before = sent.get(what.host) ?? { calls: 0, bytes: 0 };
            sent.set(what.host, { calls: before.calls + 1, bytes: before.bytes + what.bytes });
            tallies.add(call({ host: what.host, sentBytes: what.bytes }));
          }
        }
        tell();
        assert.deepEqual(kept, sent);
      }),
    );
  });

  it('are told under one name when there are too many hosts', () => {
    const tallies = createEgressTallies('auth', 3);
    for (let number = 0; number < 10; number += 1) tallies.add(call({ host: `h${number}.example` }));
    assert.deepEqual(
      tallies.take().map(({ host, calls }) => [host, calls]),
      [
        ['h0.example', 1],
        ['h1.example', 1],
        ['h2.example', 1],
        ['*', 7],
      ],
    );
  });

  it('are forgotten here when their hour is long over, once they are told', () => {
    const tallies = createEgressTallies('auth', 2);
    tallies.add(call({ at: new Date(NOW - 5 * HOUR), host: 'old.example' }));
    assert.equal(tallies.take().length, 1);
    tallies.add(call({ host: 'a.example' }));
    tallies.add(call({ host: 'b.example' }));
    assert.deepEqual(
      tallies.take().map(({ host }) => host),
      ['a.example', 'b.example'],
    );
  });

  it('are told at the end, and again with the next when that failed', async () => {
    const tallies = createEgressTallies('auth');
    const told: EgressBatch[] = [];
    let fails = true;
    const report = startEgressReport(
      tallies,
      async (batch) => {
        if (fails) throw new Error('away');
        told.push(batch);
      },
      createLogger('test', 'silent'),
    );
    tallies.add(call());
    await report.flush();
    assert.equal(told.length, 0);
    fails = false;
    tallies.add(call());
    await report.stop();
    await report.flush();
    assert.deepEqual(
      told.map((batch) => batch.tallies.map(({ calls }) => calls)),
      [[2]],
    );
  });
});
