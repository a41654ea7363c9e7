import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { generateSigningKeyPair } from '@codexcontinue/platform/identity';
import fc from 'fast-check';
import { createCheckpointSigner } from '../../src/audit/checkpoint-signer.ts';
import {
  type ChainedEvent,
  type Checkpoint,
  GENESIS_HASH,
  hashEvent,
  verifyChain,
} from '../../src/domain/audit-chain.ts';
import { canonicalJson, type Json } from '../../src/domain/canonical-json.ts';

const signer = createCheckpointSigner(generateSigningKeyPair().privateKeyPem);

function chainOf(contents: readonly { readonly [name: string]: Json }[]): ChainedEvent[] {
  const chain: ChainedEvent[] = [];
  for (const content of contents) {
    const unhashed = { sequence: chain.length + 1, content };
    chain.push({ ...unhashed, hash: hashEvent(chain.at(-1)?.hash ?? GENESIS_HASH, unhashed) });
  }
  return chain;
}

function checkpointAt(chain: readonly ChainedEvent[], kind: Checkpoint['kind'] = 'CHECKPOINT'): Checkpoint {
  const last = chain.at(-1);
  assert.ok(last);
  const { sequence, hash } = last;
  return signer.sign({ kind, sequence, hash, signedAt: '2026-01-01T00:00:00.000Z' });
}

async function verify(chain: readonly ChainedEvent[], checkpoints: readonly Checkpoint[]) {
  const stream = async function* () {
    yield* chain;
  };
  return verifyChain(stream(), checkpoints, signer.isSigned);
}

const contents = fc
  .array(
    fc.record({
      action: fc.string(),
      details: fc.dictionary(
        fc.string(),
        fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null)),
      ),
    }),
    { minLength: 2, maxLength: 12 },
  )
  .map((all) => all.map((content, index) => ({ ...content, id: String(index) }) as { [name: string]: Json }));

describe('A57 the chain of the audit log', () => {
  it('is whole as it was written, with checkpoints anywhere', async () => {
    await fc.assert(
      fc.asyncProperty(contents, fc.nat(), async (all, at) => {
        const chain = chainOf(all);
        const checkpoints = [checkpointAt(chain.slice(0, 1 + (at % chain.length))), checkpointAt(chain)];
        const { sequence, hash } = chain.at(-1) as ChainedEvent;
        assert.deepEqual(await verify(chain, checkpoints), {
          kind: 'whole',
          events: chain.length,
          head: { sequence, hash },
        });
      }),
    );
  });

  it('names the event that was altered', async () => {
    await fc.assert(
      fc.asyncProperty(contents, fc.nat(), async (all, at) => {
        const chain = chainOf(all);
        const index = at % chain.length;
        const event = chain[index] as ChainedEvent;
        const forged = chain.with(index, {
          ...event,
          content: { ...event.content, action: `${event.content.action}!` },
        });
        const found = await verify(forged, [checkpointAt(chain)]);
        assert.deepEqual(found, {
          kind: 'broken',
          sequence: index + 1,
          reason: 'This event is not as it was written.',
        });
      }),
    );
  });

  it('names the event that is missing', async () => {
    await fc.assert(
      fc.asyncProperty(contents, fc.nat(), async (all, at) => {
        const chain = chainOf(all);
        const index = at % (chain.length - 1);
        const found = await verify(chain.toSpliced(index, 1), [checkpointAt(chain)]);
        assert.deepEqual(found, { kind: 'broken', sequence: index + 1, reason: 'This event is missing.' });
      }),
    );
  });

  it('names where the end was cut off', async () => {
    await fc.assert(
      fc.asyncProperty(contents, fc.nat(), async (all, at) => {
        const chain = chainOf(all);
        const kept = at % chain.length;
        const found = await verify(chain.slice(0, kept), [checkpointAt(chain)]);
        assert.equal(found.kind, 'broken');
        assert.equal(found.kind === 'broken' && found.sequence, kept + 1);
        assert.match(found.kind === 'broken' ? found.reason : '', /The end is cut off/);
      }),
    );
  });

  it('is found out when it was written anew from somewhere on', async () => {
    const chain = chainOf([{ id: '1' }, { id: '2' }, { id: '3' }]);
    const anew = chainOf([{ id: '1' }, { id: 'another' }, { id: '3' }]);
    const found = await verify(anew, [checkpointAt(chain)]);
    assert.equal(found.kind === 'broken' && found.sequence, 3);
  });

  it('takes no checkpoint that somebody else has signed', async () => {
    const chain = chainOf([{ id: '1' }, { id: '2' }]);
    const stranger = createCheckpointSigner(generateSigningKeyPair().privateKeyPem);
    const { signature: _signature, ...unsigned } = checkpointAt(chain);
    assert.deepEqual(await verify(chain, [stranger.sign(unsigned)]), {
      kind: 'broken',
      sequence: 2,
      reason: 'The checkpoint here is not signed by this log.',
    });
  });

  it('goes on after a retention, and does not take a forged one', async () => {
    const chain = chainOf([{ id: '1' }, { id: '2' }, { id: '3' }]);
    const retention = checkpointAt(chain.slice(0, 2), 'RETENTION');
    const found = await verify(chain.slice(2), [retention, checkpointAt(chain)]);
    assert.equal(found.kind, 'whole');
    const forged = { ...retention, sequence: 3, hash: chain[2]?.hash ?? '' };
    assert.equal((await verify([], [forged])).kind, 'broken');
    assert.deepEqual(await verify(chain.slice(2), []), {
      kind: 'broken',
      sequence: 1,
      reason: 'This event is missing.',
    });
  });
});

describe('canonical JSON', () => {
  it('is the same for the same value, whatever the order of its names, and can be read back', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value as Json);
        const parsed = JSON.parse(text);
        assert.equal(canonicalJson(parsed), text);
        assert.equal(canonicalJson(shuffled(parsed)), text);
      }),
    );
  });
});

function shuffled(value: unknown): Json {
  if (value === null || typeof value !== 'object') return value as Json;
  if (Array.isArray(value)) return value.map(shuffled);
  const entries = Object.entries(value).toReversed();
  return Object.fromEntries(entries.map(([name, inner]) => [name, shuffled(inner)])) as Json;
}
