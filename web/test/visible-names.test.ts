import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { withVisibleNames } from '../src/api/visible-names.ts';

const RIGHT_TO_LEFT = '\u202e';
const HIDDEN = ['\u200b', RIGHT_TO_LEFT, '\u2066', '\u{e0041}', '\ufeff', '\u001b'];

describe('A62 A72 names as they can be seen', () => {
  it('are what was answered without what hides in them, wherever they stand', () => {
    const answer = {
      workspace: {
        name: 'Plant\u200b 7',
        documents: { edges: [{ node: { id: 'd1', filename: `invoice${RIGHT_TO_LEFT}fdp.exe`, size: 3 } }] },
        conversation: { title: 'Pu\u{e0041}mps', updatedAt: '2026-11-26T08:00:00.000Z' },
      },
      result: { __typename: 'AlreadyMember', message: `A${RIGHT_TO_LEFT}da is a member already.` },
    };
    assert.deepEqual(withVisibleNames(answer), {
      workspace: {
        name: 'Plant 7',
        documents: { edges: [{ node: { id: 'd1', filename: 'invoicefdp.exe', size: 3 } }] },
        conversation: { title: 'Pumps', updatedAt: '2026-11-26T08:00:00.000Z' },
      },
      result: { __typename: 'AlreadyMember', message: 'Ada is a member already.' },
    });
  });

  it('leave an answer as it is where nothing hides, content and cursors in any case', () => {
    const answer = {
      message: { content: 'a\u200bb' },
      edges: [{ cursor: 'x\u200b', node: { name: 'می‌خواهم 👨‍👩‍👧', title: null } }],
      delta: `${RIGHT_TO_LEFT}`,
    };
    assert.equal(withVisibleNames(answer), answer);
    for (const value of [null, undefined, 5, 'na\u200bme', true])
      assert.equal(withVisibleNames(value), value);
  });

  it('say so when nothing of a name can be seen', () => {
    assert.deepEqual(withVisibleNames({ title: '\u200b \u2066' }), { title: '(no visible name)' });
    assert.deepEqual(withVisibleNames({ title: '' }), { title: '' });
  });

  it('hold nothing hidden, whatever the answer is, which itself stays as it was', () => {
    const text = fc
      .array(fc.oneof(fc.constantFrom(...HIDDEN), fc.string({ maxLength: 3 })), { maxLength: 5 })
      .map((parts) => parts.join(''));
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        text,
        fc.integer(),
        fc.array(tie('tree'), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom('name', 'title', 'filename', 'id', 'node', 'edges'), tie('tree')),
      ),
    }));
    const hiddenNames = (value: unknown): string[] => {
      if (typeof value !== 'object' || value === null) return [];
      return Object.entries(value).flatMap(([key, each]) =>
        typeof each === 'string' && ['name', 'title', 'filename'].includes(key)
          ? HIDDEN.filter((character) => each.includes(character))
          : hiddenNames(each),
      );
    };
    fc.assert(
      fc.property(tree, (value) => {
        const before = JSON.stringify(value);
        assert.deepEqual(hiddenNames(withVisibleNames(value)), []);
        assert.equal(JSON.stringify(value), before);
      }),
    );
  });
});
