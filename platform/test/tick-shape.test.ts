import assert from 'node:assert/strict';
import { createHook } from 'node:async_hooks';
import { describe, it } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { keepTickShape } from '../src/tick-shape.ts';

setFlagsFromString('--expose-gc');
setFlagsFromString('--allow-natives-syntax');
const collect = runInNewContext('gc') as () => void;
const haveSameShape = runInNewContext('(left, right) => %HaveSameMap(left, right)') as (
  left: object,
  right: object,
) => boolean;

function recordOfNextTick(): object | undefined {
  let seen: object | undefined;
  const hook = createHook({
    init(_id, type, _triggerId, record) {
      if (type === 'TickObject') seen ??= record;
    },
  }).enable();
  process.nextTick(() => undefined);
  hook.disable();
  return seen;
}

describe('keepTickShape', () => {
  it('keeps a record whose shape those after a collection still have', () => {
    const kept = keepTickShape();
    assert.ok(kept);
    collect();
    const next = recordOfNextTick();
    assert.ok(next);
    assert.notEqual(next, kept);
    assert.equal(haveSameShape(kept, next), true);
    assert.equal(haveSameShape(kept, {}), false);
  });

  it('keeps one, however often it is called', () => {
    assert.equal(keepTickShape(), keepTickShape());
  });
});
