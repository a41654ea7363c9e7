import type { TestEvent } from 'node:test/reporters';

/** Writes `{ passed, failed }` over all tests of a run; suites do not count. */
export default async function* tallyReporter(source: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  let passed = 0;
  let failed = 0;
  for await (const event of source) {
    if (event.type !== 'test:pass' && event.type !== 'test:fail') continue;
    if (event.data.details.type === 'suite') continue;
    if (event.type === 'test:fail') failed += 1;
    else if (!event.data.skip && !event.data.todo) passed += 1;
  }
  yield JSON.stringify({ passed, failed });
}
