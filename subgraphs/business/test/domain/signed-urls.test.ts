import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { newId } from '@codexcontinue/platform/ids';
import fc from 'fast-check';
import { createUrlSigner, type SignedPurpose } from '../../src/domain/signed-urls.ts';

const signer = createUrlSigner('a secret of more than 32 characters');
const stranger = createUrlSigner('some other secret of the same length');

function partsOf(path: string) {
  const url = new URL(path, 'http://gateway');
  const [, folder = '', id = ''] = url.pathname.split('/');
  return {
    purpose: folder.slice(0, -1) as SignedPurpose,
    id,
    query: {
      expires: url.searchParams.get('expires') ?? '',
      person: url.searchParams.get('person') ?? '',
      signature: url.searchParams.get('signature') ?? '',
    },
  };
}

const purposes = fc.constantFrom<SignedPurpose>('upload', 'download');
const ids = fc.integer({ min: 0, max: 2 ** 47 }).map((time) => newId(time));
const person = newId();
const futures = fc.integer({ min: 1, max: 10 ** 9 });

describe('signed addresses', () => {
  it('are good for what they were made for, until their time is over', () => {
    fc.assert(
      fc.property(purposes, ids, futures, (purpose, id, seconds) => {
        const now = new Date('2026-11-23T08:00:00.000Z');
        const end = new Date(now.getTime() + seconds * 1_000);
        const parts = partsOf(signer.sign(purpose, id, person, end));
        assert.deepEqual([parts.purpose, parts.id], [purpose, id]);
        assert.equal(signer.verify(purpose, id, parts.query, now), true);
        assert.equal(signer.verify(purpose, id, parts.query, end), true);
        const late = new Date(end.getTime() + 1);
        assert.equal(signer.verify(purpose, id, parts.query, late), false);
      }),
    );
  });

  it('A36 are good for no other purpose, id, person or time, and not when signed by somebody else', () => {
    fc.assert(
      fc.property(purposes, ids, ids, futures, futures, (purpose, id, otherId, seconds, more) => {
        fc.pre(id !== otherId);
        const end = Date.now() + seconds * 1_000;
        const { query } = partsOf(signer.sign(purpose, id, person, new Date(end)));
        const other = purpose === 'upload' ? 'download' : 'upload';
        const later = String(Number(query.expires) + more);
        assert.equal(signer.verify(other, id, query), false);
        assert.equal(signer.verify(purpose, otherId, query), false);
        assert.equal(signer.verify(purpose, id, { ...query, person: otherId }), false);
        assert.equal(signer.verify(purpose, id, { ...query, expires: later }), false);
        assert.equal(signer.verify(purpose, id, { ...query, expires: `0${query.expires}` }), false);
        const forged = partsOf(stranger.sign(purpose, id, person, new Date(end)));
        assert.equal(signer.verify(purpose, id, forged.query), false);
      }),
    );
  });

  it('A36 are refused with one character of the signature changed, missing or added', () => {
    const id = newId();
    const { query } = partsOf(signer.sign('upload', id, person, new Date(Date.now() + 60_000)));
    const { signature } = query;
    const last = signature.length - 1;
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: last }),
        fc.constantFrom('A', 'b', '-', '_', '%'),
        (at, character) => {
          fc.pre(signature[at] !== character);
          const changed = signature.slice(0, at) + character + signature.slice(at + 1);
          assert.equal(signer.verify('upload', id, { ...query, signature: changed }), false);
        },
      ),
    );
    for (const wrong of ['', signature.slice(1), `${signature}=`, `${signature} `])
      assert.equal(signer.verify('upload', id, { ...query, signature: wrong }), false);
  });

  it('are refused with a time that is no number of seconds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (expires) => {
        fc.pre(!/^\d{1,12}$/.test(expires));
        const { query } = partsOf(signer.sign('upload', 'x', person, new Date()));
        assert.equal(signer.verify('upload', 'x', { ...query, expires }), false);
      }),
    );
  });
});
