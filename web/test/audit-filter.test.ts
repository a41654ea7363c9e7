import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  type AuditSearch,
  countFilters,
  filterOf,
  fromLocalInput,
  readSearch,
  toLocalInput,
  writeSearch,
} from '../src/features/audit/audit-filter.ts';

const NOTHING: AuditSearch = { actions: [], person: '', outcome: '', from: '', until: '', object: '' };
const moment = fc
  .date({ min: new Date('1000-01-01T00:00:00Z'), max: new Date('9999-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString());
const search: fc.Arbitrary<AuditSearch> = fc.record(
  {
    actions: fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 50 }),
    person: fc.string(),
    outcome: fc.constantFrom('', 'SUCCEEDED', 'REFUSED', 'FAILED', 'UNKNOWN'),
    from: fc.oneof(fc.constant(''), moment),
    until: fc.oneof(fc.constant(''), moment),
    object: fc.string(),
  },
  { noNullPrototype: true },
);

describe('the filters of the audit log', () => {
  it('stand in the address, and come back from it', () => {
    fc.assert(
      fc.property(search, (given) => {
        assert.deepEqual(readSearch(new URLSearchParams(writeSearch(given).toString())), given);
      }),
    );
  });

  it('are counted by what they leave out, however many actions are chosen', () => {
    assert.equal(countFilters(NOTHING), 0);
    const actions = ['member.added', 'member.removed'];
    assert.equal(countFilters({ ...NOTHING, actions, outcome: 'FAILED' }), 2);
    assert.equal(
      countFilters({ actions, person: 'a', outcome: 'UNKNOWN', from: 'b', until: 'c', object: 'd' }),
      6,
    );
  });

  it('leave an empty address for everything', () => {
    assert.equal(writeSearch(NOTHING).toString(), '');
    assert.deepEqual(readSearch(new URLSearchParams()), NOTHING);
    assert.deepEqual(filterOf(NOTHING), {});
  });

  it('leave out what cannot be meant', () => {
    const query = new URLSearchParams(
      'outcome=MAYBE&from=soon&until=%2B012026-01-01T00:00:00Z&action=&action=a&action=a',
    );
    assert.deepEqual(readSearch(query), { ...NOTHING, actions: ['a'] });
    const many = new URLSearchParams(Array.from({ length: 80 }, (_, at) => ['action', `a${at}`]));
    assert.equal(readSearch(many).actions.length, 50);
  });

  it('are asked of the API as they are', () => {
    const from = '2026-11-23T08:00:00.000Z';
    const given: AuditSearch = {
      actions: ['member.added'],
      person: 'p',
      outcome: 'REFUSED',
      from,
      until: '',
      object: 'o',
    };
    assert.deepEqual(filterOf(given), {
      actions: ['member.added'],
      actorId: 'p',
      outcome: 'REFUSED',
      from,
      targetId: 'o',
    });
  });

  it('show a moment by the clock on the wall, to the minute', () => {
    assert.equal(fromLocalInput(toLocalInput('2026-07-01T10:20:00.000Z')), '2026-07-01T10:20:00.000Z');
    const wall = new Date(2026, 0, 2, 3, 4);
    assert.equal(toLocalInput(wall.toISOString()), '2026-01-02T03:04');
    assert.equal(toLocalInput(''), '');
    assert.equal(fromLocalInput(''), '');
  });
});
