import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { findDocumentFault } from '../../src/domain/operation-document.ts';
import { readOperationText } from '../../src/domain/saved-operations.ts';

const QUERY = '{ me { name } }';

function fieldAtFault(read: object): string | undefined {
  return 'field' in read ? String(read.field) : undefined;
}

describe('a document to keep', () => {
  it('has an operation at least, with fragments', () => {
    for (const document of [
      QUERY,
      'query A { me { ...F } } fragment F on User { name } mutation B { x }',
      'subscription S($id: ID!) { events(id: $id) { cursor } }',
      `# ${'Grüße 🔑'}\n${QUERY}`,
    ])
      assert.equal(findDocumentFault(document), undefined, document);
  });

  it('is refused with the place that is at fault', () => {
    const places = (document: string) => {
      const fault = findDocumentFault(document);
      return fault && [fault.line, fault.column];
    };
    assert.deepEqual(places('query {\n  me {'), [2, 7]);
    assert.deepEqual(places('{ me { name }'), [1, 14]);
    assert.deepEqual(places('{ me \0 }'), [1, 6]);
    assert.deepEqual(places(`${QUERY}\n\ntype Query { a: Int }`), [3, 1]);
    assert.deepEqual(places('fragment F on User { name }'), [null, null]);
    assert.deepEqual(places(''), [1, 1]);
  });

  it('A58 is refused where it is nested so deeply that a parser would overflow', () => {
    for (const [open, close] of [
      ['{a', '}'],
      ['[', ']'],
      ['(a:', ')'],
      ['{a(b:{c:[', ''],
    ] as const) {
      const fault = findDocumentFault(`{ a ${open.repeat(16_000)}${close.repeat(16_000)} }`);
      assert.match(fault?.message ?? '', /Nest at most 200 levels/);
      assert.equal(fault?.line, 1);
    }
  });

  it('A67 is judged whatever it is, never with an exception', () => {
    const pieces = fc.constantFrom(
      '{',
      '}',
      '(',
      ')',
      '[',
      '"',
      '"""',
      '\\',
      '#',
      '\n',
      'query',
      '$a',
      '...',
      '\0',
    );
    const text = fc
      .array(fc.oneof(pieces, fc.string({ unit: 'binary', maxLength: 3 })))
      .map((all) => all.join(''));
    fc.assert(
      fc.property(text, (document) => {
        const fault = findDocumentFault(document);
        assert.ok(fault === undefined || fault.message.length > 0);
      }),
    );
  });
});

describe('the text of a saved operation', () => {
  it('is read as it was written, the name and the description without blanks around them', () => {
    assert.deepEqual(
      readOperationText({
        name: ' Me ',
        description: ' ',
        document: ` ${QUERY}\n`,
        variables: '{ "a" : 1 }',
      }),
      { name: 'Me', description: null, document: ` ${QUERY}\n`, variables: '{ "a" : 1 }' },
    );
    assert.deepEqual(readOperationText({}), {});
    assert.deepEqual(readOperationText({ description: null, variables: null }), {
      description: null,
      variables: null,
    });
    assert.deepEqual(readOperationText({ name: 'a\0b\ud800' }), { name: 'ab\ufffd' });
  });

  it('A58 is bounded in every part', () => {
    const at = (text: Parameters<typeof readOperationText>[0]) => fieldAtFault(readOperationText(text));
    assert.equal(at({ name: 'x'.repeat(120) }), undefined);
    for (const name of ['x'.repeat(121), ' ', '\0', null]) assert.equal(at({ name }), 'name');
    assert.equal(at({ description: 'x'.repeat(2_001) }), 'description');
    const padded = (bytes: number) => `#${'é'.repeat((bytes - QUERY.length - 2) / 2)}\n${QUERY}`;
    assert.equal(Buffer.byteLength(padded(65_537)), 65_537);
    assert.equal(at({ document: padded(65_535) }), undefined);
    assert.equal(at({ document: padded(65_537) }), 'document');
    assert.equal(at({ variables: `{"a":"${'x'.repeat(65_536)}"}` }), 'variables');
  });

  it('has variables that are an object in JSON, or none', () => {
    for (const variables of ['[]', 'null', '1', '"a"', '{', '{a: 1}', '{"a": 1,}'])
      assert.equal(fieldAtFault(readOperationText({ variables })), 'variables', variables);
    assert.deepEqual(readOperationText({ variables: ' \n' }), { variables: null });
    assert.deepEqual(readOperationText({ variables: '{"__proto__": 1}' }), { variables: '{"__proto__": 1}' });
  });
});
