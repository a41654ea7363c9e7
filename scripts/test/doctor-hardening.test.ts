import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkHardening } from '../lib/doctor/hardening.ts';

describe('npm run doctor on the strict profile', () => {
  it('says whether it is on, where it is tested, and that its key is missing', () => {
    assert.equal(checkHardening({}).status, 'note');
    const missing = checkHardening({ HARDENED: '1' });
    assert.equal(missing.status, 'fault');
    assert.match(missing.advice ?? '', /openssl rand -base64 32/);
    for (const name of ['ENCRYPTION_KEYS', 'ENCRYPTION_KEYS_FILE']) {
      const on = checkHardening({ HARDENED: '1', [name]: 'hunter2' });
      assert.equal(on.status, 'ok');
      assert.match(on.advice ?? '', /settings\/hardening/);
      assert.doesNotMatch(JSON.stringify(on), /hunter2/);
    }
  });
});
