import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findBoundaryFaults } from '../lib/boundaries.ts';

const faultsOf = (sources: Readonly<Record<string, string>>) =>
  findBoundaryFaults(new Map(Object.entries(sources)));

describe('import boundaries', () => {
  it('lets services import the platform, and standalone everything it composes', () => {
    const sources = {
      'platform/src/log.ts': '',
      'subgraphs/auth/src/server.ts': "import { createLogger } from '@codexcontinue/platform/log';",
      'gateway/src/server.ts': "import type { Logger } from '@codexcontinue/platform/log';",
      'standalone/src/index.ts':
        "import '@codexcontinue/subgraph-auth/server'; import '@codexcontinue/gateway/server'; import { a } from './a.ts';",
      'standalone/src/a.ts': 'export const a = 1;',
    };
    assert.deepEqual(faultsOf(sources), []);
  });

  for (const [what, path, source] of [
    [
      'a subgraph that imports another',
      'subgraphs/auth/src/a.ts',
      "import '@codexcontinue/subgraph-business/server';",
    ],
    [
      'a subgraph that imports another by path',
      'subgraphs/auth/src/a.ts',
      "import '../../business/src/server.ts';",
    ],
    [
      'a type of another subgraph',
      'subgraphs/ml/src/a.ts',
      "import type { X } from '@codexcontinue/subgraph-auth/server';",
    ],
    [
      'a re-export from another subgraph',
      'subgraphs/ml/src/a.ts',
      "export { x } from '@codexcontinue/subgraph-auth/server';",
    ],
    [
      'a dynamic import of another subgraph',
      'subgraphs/ml/src/a.ts',
      "await import('@codexcontinue/subgraph-auth/server');",
    ],
    ['a platform that knows a service', 'platform/src/a.ts', "import '@codexcontinue/gateway/server';"],
    ['a gateway that knows a subgraph', 'gateway/src/a.ts', "import '@codexcontinue/subgraph-auth/server';"],
    ['a web app that reaches into a service', 'web/src/a.tsx', "import '../../platform/src/log.ts';"],
  ] as const) {
    it(`refuses ${what}`, () => {
      const faults = faultsOf({ [path]: source });
      assert.equal(faults.length, 1);
      assert.match(faults[0] ?? '', /may not import/);
    });
  }

  it('refuses a circle, and lets types point back', () => {
    const circle = {
      'platform/src/a.ts': "import { b } from './b.ts';",
      'platform/src/b.ts': "import { a } from './a.ts';",
    };
    assert.match(
      faultsOf(circle).join(),
      /a circle: platform\/src\/a\.ts → platform\/src\/b\.ts → platform\/src\/a\.ts/,
    );
    const types = { ...circle, 'platform/src/b.ts': "import type { A } from './a.ts';" };
    assert.deepEqual(faultsOf(types), []);
  });
});
