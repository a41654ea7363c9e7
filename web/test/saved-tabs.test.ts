import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createSavedTabs, isChanged, type SavedTab } from '../src/playground/saved/saved-tabs.ts';

/** What a browser keeps for a site. */
function memoryStorage(): Storage {
  const kept = new Map<string, string>();
  return {
    get length() {
      return kept.size;
    },
    clear: () => kept.clear(),
    getItem: (name) => kept.get(name) ?? null,
    key: (index) => [...kept.keys()][index] ?? null,
    removeItem: (name) => void kept.delete(name),
    setItem: (name, value) => void kept.set(name, value),
  };
}

const saved: SavedTab = { operationId: 'o1', name: 'Me', document: '{ me { name } }', variables: '' };

describe('tabs with saved operations', () => {
  it('are known again after a reload', () => {
    const storage = memoryStorage();
    createSavedTabs(storage).link('t1', saved);
    assert.deepEqual(createSavedTabs(storage).all(), { t1: saved });
  });

  it('are forgotten when they are closed or their operation is deleted, and tell who listens', () => {
    const tabs = createSavedTabs(memoryStorage());
    let heard = 0;
    const stop = tabs.listen(() => (heard += 1));
    tabs.link('t1', saved);
    tabs.link('t2', { ...saved, operationId: 'o2' });
    tabs.keepOnly(['t1', 't2', 't3']);
    assert.equal(heard, 2);
    tabs.forget('o1');
    assert.deepEqual(Object.keys(tabs.all()), ['t2']);
    tabs.keepOnly([]);
    assert.deepEqual([tabs.all(), heard], [{}, 4]);
    stop();
    tabs.link('t1', saved);
    assert.equal(heard, 4);
  });

  it('are none where the storage holds something else, or nothing can be stored', () => {
    for (const held of ['{', 'null', '[1]', '{"t1":{"operationId":1}}', '{"t1":null}']) {
      const storage = memoryStorage();
      storage.setItem('codexcontinue-playground-saved', held);
      assert.deepEqual(createSavedTabs(storage).all(), {}, held);
    }
    const full = { ...memoryStorage(), setItem: () => assert.fail('QuotaExceededError') };
    const tabs = createSavedTabs(full);
    tabs.link('t1', saved);
    assert.deepEqual(tabs.all(), { t1: saved });
  });

  it('have changes when their text is another than what is saved', () => {
    assert.equal(isChanged({ query: saved.document, variables: null }, saved), false);
    assert.equal(isChanged({ query: saved.document, variables: '\n' }, saved), false);
    assert.equal(isChanged({ query: `${saved.document} `, variables: null }, saved), true);
    assert.equal(isChanged({ query: saved.document, variables: '{}' }, saved), true);
    assert.equal(isChanged({ query: null }, saved), true);
  });
});
