import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createMemoryQuotaStore } from '@codexcontinue/platform/quotas/memory-quota-store';
import type { Charge, QuotaStore } from '@codexcontinue/platform/quotas/quota-store';
import { startMlSystem } from './helpers/ml-system.ts';

const USAGE = 'query ($id: ID!) { generation(id: $id) { status usage { promptTokens completionTokens } } }';

describe('the tokens of an answer', () => {
  it('are counted for the person and the workspace when it ends', async () => {
    const memory = createMemoryQuotaStore();
    const counted = Promise.withResolvers<readonly Charge[]>();
    const quotaStore: QuotaStore = {
      ...memory,
      async add(charges) {
        await memory.add(charges);
        counted.resolve(charges);
      },
    };
    const system = await startMlSystem({ quotaStore });
    try {
      await system.ingest({
        filename: 'handbook.md',
        contentType: 'text/markdown',
        bytes: '# Pumps\n\nThe warranty for the P-200 pump lasts 24 months from delivery.\n',
      });
      const id = await system.request('How long is the warranty of the P-200 pump?');
      await system.finished(id);
      const keys = (await counted.promise).map(({ key }) => key);
      const { data } = await system.ask(USAGE, { id });
      const { promptTokens, completionTokens } = data.generation.usage;
      const used = promptTokens + completionTokens;
      assert.ok(used > 0);
      assert.match(keys[0] ?? '', /^tokens:person:[0-9a-f-]{36}$/);
      const personId = keys[0]?.split(':')[2];
      assert.deepEqual(keys.slice(1), [
        `tokens:member:${system.workspaceId}:${personId}`,
        `tokens:workspace:${system.workspaceId}`,
      ]);
      assert.deepEqual(
        (await memory.read(keys)).map((count) => count.used),
        [used, used, used],
      );
    } finally {
      await system.close();
    }
  });

  it('cost no answer while they cannot be counted', async () => {
    const away = async () => {
      throw new Error('Redis is away');
    };
    const system = await startMlSystem({
      quotaStore: {
        ...{ take: away, add: away, read: away, hold: away, release: away, readHeld: away },
        close: async () => {},
      },
    });
    try {
      const id = await system.request('Is anybody there?');
      assert.equal((await system.finished(id)).status, 'COMPLETED');
    } finally {
      await system.close();
    }
  });
});
