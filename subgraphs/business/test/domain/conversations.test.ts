import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { readNewConversation, readQuestion, titleOf } from '../../src/domain/conversations.ts';

function fieldAtFault(read: object): string | undefined {
  return 'field' in read ? String(read.field) : undefined;
}

describe('a title made of a question', () => {
  it('is its first line', () => {
    assert.equal(titleOf('How often?'), 'How often?');
    assert.equal(titleOf('First line \nand more'), 'First line');
    assert.equal(titleOf('Windows\r\nlines'), 'Windows');
  });

  it('is cut after a word, or between characters where there is no word to cut after', () => {
    const question = `${'word '.repeat(30)}end`;
    assert.equal(titleOf(question), `${'word '.repeat(15)}word…`);
    assert.equal(titleOf('x'.repeat(200)), `${'x'.repeat(80)}…`);
    assert.equal(titleOf(`a ${'x'.repeat(200)}`), `a ${'x'.repeat(78)}…`);
    assert.equal(titleOf(`a${'🔑'.repeat(100)}`), `a${'🔑'.repeat(39)}…`);
  });

  it('is short, whole and never empty, of any question that is taken', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (content) => {
        const read = readQuestion({ content });
        if ('kind' in read) return;
        const title = titleOf(read.content);
        assert.ok(title.length > 0 && title.length <= 81 && title.isWellFormed() && !/[\r\n\0]/.test(title));
      }),
    );
  });
});

describe('a question', () => {
  it('is trimmed, 1 to 32,000 characters, with a key or none', () => {
    assert.deepEqual(readQuestion({ content: ' Why? ' }), { content: 'Why?', idempotencyKey: null });
    assert.deepEqual(readQuestion({ content: 'Why?', idempotencyKey: '' }), {
      content: 'Why?',
      idempotencyKey: null,
    });
    assert.deepEqual(readQuestion({ content: 'Why?', idempotencyKey: 'k' }), {
      content: 'Why?',
      idempotencyKey: 'k',
    });
    for (const content of ['', ' \n\t ', '\0', 'x'.repeat(32_001)])
      assert.equal(fieldAtFault(readQuestion({ content })), 'content');
    assert.equal(fieldAtFault(readQuestion({ content: 'x'.repeat(32_000) })), undefined);
    for (const idempotencyKey of ['k'.repeat(201), 'a\0b', '\ud800'])
      assert.equal(fieldAtFault(readQuestion({ content: 'Why?', idempotencyKey })), 'idempotencyKey');
  });

  it('A58 A67 is taken as it is, without what a database refuses', () => {
    const hostile = "'; drop table message; -- <script>";
    assert.deepEqual(readQuestion({ content: hostile }), { content: hostile, idempotencyKey: null });
    assert.deepEqual(readQuestion({ content: 'a\0b\ud800' }), { content: 'ab\ufffd', idempotencyKey: null });
  });
});

describe('a new conversation', () => {
  it('has a title and a model, or none', () => {
    assert.deepEqual(readNewConversation({}), { title: null, model: null });
    assert.deepEqual(readNewConversation({ title: ' ', model: null }), { title: null, model: null });
    assert.deepEqual(readNewConversation({ title: ' T\0 ', model: ' m ' }), { title: 'T', model: 'm' });
    assert.equal(fieldAtFault(readNewConversation({ title: 'x'.repeat(201) })), 'title');
    assert.equal(fieldAtFault(readNewConversation({ model: 'x'.repeat(201) })), 'model');
  });
});
