import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  filterOf,
  type OutboundSearch,
  readSearch,
  writeSearch,
} from '../src/features/outbound/outbound-filter.ts';
import {
  destinationInWords,
  detailInWords,
  purposeInWords,
} from '../src/features/outbound/outbound-words.ts';

const NOW = new Date('2026-11-26T08:00:00.000Z');

describe('the filters of calls out of the system', () => {
  it('stand in the address, whole', () => {
    const search = fc.record<OutboundSearch>(
      {
        service: fc.string(),
        purpose: fc.string(),
        outcome: fc.constantFrom('', 'ANSWERED', 'FAILED', 'REFUSED'),
        host: fc.string(),
        days: fc.constantFrom('', '1', '7', '30'),
      },
      { noNullPrototype: true },
    );
    fc.assert(
      fc.property(search, (given) => {
        assert.deepEqual(readSearch(new URLSearchParams(writeSearch(given).toString())), given);
      }),
    );
  });

  it('leave out what cannot be meant', () => {
    const search = readSearch(new URLSearchParams('outcome=GOOD&days=-1&host='));
    assert.deepEqual(filterOf(search, NOW), {});
    assert.deepEqual(filterOf({ ...search, days: '7', outcome: 'REFUSED' }, NOW), {
      outcome: 'REFUSED',
      from: '2026-11-19T08:00:00.000Z',
    });
  });
});

describe('calls out of the system, in words', () => {
  it('say where they went and what for, also what this version does not know', () => {
    assert.equal(destinationInWords({ host: 'a.example', port: 8443 }), 'a.example:8443');
    assert.equal(destinationInWords({ host: '*', port: 0 }), 'Many other hosts');
    assert.equal(purposeInWords('mail'), 'Mail');
    assert.equal(purposeInWords('constructor'), 'constructor');
  });

  it('say why they were refused, and what would let them out where an entry alone does not', () => {
    const line = { host: 'a.example', port: 443, lastStatus: null, reason: null } as const;
    assert.equal(detailInWords({ ...line, outcome: 'ANSWERED' }), undefined);
    assert.equal(detailInWords({ ...line, outcome: 'ANSWERED', lastStatus: 404 }), 'Last status 404');
    assert.equal(detailInWords({ ...line, outcome: 'FAILED', reason: 'ECONNREFUSED' }), 'ECONNREFUSED');
    assert.match(detailInWords({ ...line, outcome: 'REFUSED', reason: 'host' }) ?? '', /No rule/);
    assert.match(
      detailInWords({ ...line, outcome: 'REFUSED', reason: 'address' }) ?? '',
      /a\.example:443=RANGE/,
    );
  });
});
