import { createHook } from 'node:async_hooks';

/** For as long as the process lives. */
let kept: object | undefined;

/**
 * Keeps the record of one call of `process.nextTick`, so that the shape of these records is never collected.
 *
 * V8 forgets a shape when a full collection finds no object of it, and what writes such records then never becomes fast
 * again: Node writes them with computed names, and V8 lets the code that does so know one shape once. A service that is
 * idle while it is collected for the first time, as after its start, paid half a microsecond for each tick from then
 * on: some ten ticks for each HTTP request. Call it once, early.
 *
 * @returns the record; undefined where Node makes none that can be had
 */
export function keepTickShape(): object | undefined {
  if (kept) return kept;
  const hook = createHook({
    init(_id, type, _triggerId, record) {
      if (type === 'TickObject') kept ??= record;
    },
  });
  hook.enable();
  process.nextTick(() => undefined);
  hook.disable();
  return kept;
}
