import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { EncryptionError } from '../src/encryption/encryption-error.ts';
import {
  newDataKey,
  open,
  openDirectly,
  seal,
  sealDirectly,
  unwrapKey,
  wrapKey,
} from '../src/encryption/envelope.ts';
import { encryptionKeys } from '../src/encryption/key-ring.ts';

const newKey = (id: string) => `${id}=${randomBytes(32).toString('base64')}`;
const bytes = fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array));
const place = fc.array(fc.string(), { minLength: 1, maxLength: 5 });

/** A copy with one bit of one byte turned. */
function turned(sealed: Buffer, seed: number): Buffer {
  const copy = Buffer.from(sealed);
  const at = seed % copy.length;
  copy.writeUInt8(copy.readUInt8(at) ^ (1 << (seed % 8)), at);
  return copy;
}

describe('A50 the envelope', () => {
  it('gives back what was sealed, for its place only', () => {
    const key = newDataKey();
    fc.assert(
      fc.property(bytes, place, place, (plain, at, elsewhere) => {
        const sealed = seal(key, plain, at);
        assert.deepEqual(open(key, sealed, at), plain);
        fc.pre(JSON.stringify(at) !== JSON.stringify(elsewhere));
        assert.throws(() => open(key, sealed, elsewhere), EncryptionError);
      }),
    );
  });

  it('keeps apart places that read alike when joined', () => {
    const key = newDataKey();
    const sealed = seal(key, Buffer.from('x'), ['table', 'a,b']);
    assert.throws(() => open(key, sealed, ['table,a', 'b']), EncryptionError);
    assert.throws(() => open(key, sealed, ['table', 'a', 'b']), EncryptionError);
  });

  it('refuses any byte that was changed, cut off or added, and any other key', () => {
    const key = newDataKey();
    fc.assert(
      fc.property(bytes, fc.nat(), (plain, seed) => {
        const sealed = seal(key, plain, ['here']);
        assert.throws(() => open(key, turned(sealed, seed), ['here']), EncryptionError);
        assert.throws(() => open(key, sealed.subarray(0, seed % sealed.length), ['here']), EncryptionError);
        assert.throws(() => open(key, Buffer.concat([sealed, Buffer.of(0)]), ['here']), EncryptionError);
        assert.throws(() => open(newDataKey(), sealed, ['here']), EncryptionError);
      }),
    );
  });

  it('wraps data keys under the first key, and unwraps them under any that is there', () => {
    const [first, second] = [newKey('first'), newKey('second')];
    const dataKey = newDataKey();
    const wrapped = wrapKey(encryptionKeys(first), dataKey, ['w1']);
    assert.equal(wrapped.keyId, 'first');
    const rotated = encryptionKeys(`${second},${first}`);
    assert.deepEqual(unwrapKey(rotated, wrapped, ['w1']), dataKey);
    assert.equal(wrapKey(rotated, dataKey, ['w1']).keyId, 'second');
    assert.throws(() => unwrapKey(rotated, wrapped, ['w2']), EncryptionError);
    assert.throws(() => unwrapKey(encryptionKeys(second), wrapped, ['w1']), /no key "first" any more/);
  });

  it('seals directly what two services share', () => {
    const ring = encryptionKeys(newKey('one'));
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.nat(), (text, seed) => {
        const sealed = sealDirectly(ring, text, ['job', 'a']);
        assert.equal(openDirectly(ring, sealed, ['job', 'a']), Buffer.from(text, 'utf8').toString('utf8'));
        assert.throws(() => openDirectly(ring, sealed, ['job', 'b']), EncryptionError);
        const [id = '', body = ''] = sealed.split('.');
        const changed = `${id}.${turned(Buffer.from(body, 'base64url'), seed).toString('base64url')}`;
        assert.throws(() => openDirectly(ring, changed, ['job', 'a']), EncryptionError);
      }),
    );
  });

  it('takes no key that is too short, unnamed or named twice, and never repeats it in the message', () => {
    const short = randomBytes(16).toString('base64');
    for (const [value, reason] of [
      [`a=${short}`, /key 1 is none/],
      [randomBytes(32).toString('base64'), /key 1 is none/],
      [`${newKey('a')},${newKey('a')}`, /names a key twice/],
      ['', /holds no key/],
    ] as const) {
      assert.throws(
        () => encryptionKeys(value),
        (error: Error) => reason.test(error.message) && !error.message.includes(short),
      );
    }
  });
});
