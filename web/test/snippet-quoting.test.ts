import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, it } from 'node:test';
import vm from 'node:vm';
import fc from 'fast-check';
import {
  javascriptText,
  javascriptValue,
  pythonText,
  pythonValue,
  shellWord,
} from '../src/playground/snippets/quoting.ts';

const PYTHON = spawnSync('python3', ['--version']).status === 0;

const tricky = fc.constantFrom(
  '"',
  '"""',
  "'",
  '\\',
  '`',
  '$',
  '${',
  '{',
  '\n',
  '\r',
  '\0',
  '!',
  '$(id)',
  '\u2028',
  '0',
);
const anyText = fc
  .array(
    fc.oneof(
      { weight: 2, arbitrary: tricky },
      fc.string({ unit: 'binary', maxLength: 4 }),
      fc.constant('\ud800'),
    ),
  )
  .map((pieces) => pieces.join(''));
/** What JSON can carry: it has no -0, and no other number that is not finite. */
const anyValue = fc
  .dictionary(fc.oneof(anyText, fc.constant('__proto__')), fc.jsonValue())
  .map((value) => JSON.parse(JSON.stringify(value)));

function run(command: string, args: string[], input?: string): string {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', input });
  assert.equal(status, 0, stderr);
  return stdout;
}

describe('a text in a snippet', () => {
  it('A67 is in JavaScript exactly what it was', () => {
    fc.assert(
      fc.property(anyText, (text) => assert.equal(vm.runInNewContext(javascriptText(text)), text)),
      {
        numRuns: 1_000,
      },
    );
  });

  it('A67 can be written to a file in UTF-8 and read again', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const literal of [javascriptText(text), pythonText(text)]) {
          assert.ok(literal.isWellFormed());
          assert.doesNotMatch(literal, /[\0\r]/);
        }
      }),
    );
  });

  it('A67 is in a shell exactly what it was, without NUL, which no shell can have', () => {
    const words = fc.sample(anyText, 300).map((text) => text.replaceAll('\0', '').toWellFormed());
    const printed = run('sh', [], `printf '%s\\0' ${words.map(shellWord).join(' ')}`);
    assert.deepEqual(printed.split('\0').slice(0, -1), words);
  });

  it('A67 is in Python exactly what it was', { skip: !PYTHON && 'there is no python3 here' }, () => {
    const texts = fc.sample(anyText, 500);
    const program = `import json\nprint(json.dumps([${texts.map(pythonText).join(',\n')}]))`;
    assert.deepEqual(JSON.parse(run('python3', ['-'], program)), texts);
  });
});

describe('variables in a snippet', () => {
  it('A67 are in JavaScript exactly what they were', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        const evaluated = vm.runInThisContext(`(${javascriptValue(value)})`);
        assert.deepEqual(evaluated, value);
        assert.equal(JSON.stringify(evaluated), JSON.stringify(value));
      }),
    );
  });

  it('A67 are in Python exactly what they were', { skip: !PYTHON && 'there is no python3 here' }, () => {
    const values = fc.sample(anyValue, 300);
    const program = `import json\nprint(json.dumps([${values.map(pythonValue).join(',\n')}]))`;
    assert.deepEqual(JSON.parse(run('python3', ['-'], program)), values);
  });
});
