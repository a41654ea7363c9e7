import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Database } from '@codexcontinue/platform/database/database';
import { ALL_TENANTS, withinTenants } from '@codexcontinue/platform/database/tenancy';
import { createMemoryEventLog } from '@codexcontinue/platform/event-log/memory-event-log';
import { generateSigningKeyPair } from '@codexcontinue/platform/identity';
import { newId } from '@codexcontinue/platform/ids';
import { createLogger } from '@codexcontinue/platform/log';
import { createOutbox } from '@codexcontinue/platform/outbox/outbox';
import { openEmptyPglite } from '../../../platform/test/helpers/empty-pglite.ts';
import { createAuditIntents, takeInIntents } from '../src/data/audit-intents-store.ts';
import { createSigningKeysStore } from '../src/data/signing-keys-store.ts';
import { outbox as outboxTable } from '../src/data/tables.ts';
import { createKeySealer } from '../src/domain/key-sealing.ts';
import { createKeyRing } from '../src/key-ring.ts';
import { migrations } from '../src/migrations.ts';
import { rowsOf } from './helpers/database-rows.ts';
import { decodeProtectedHeader } from './helpers/tokens.ts';

const newSecret = () => generateSigningKeyPair().privateKeyPem;

describe('the key ring', () => {
  let database: Database;
  before(async () => {
    database = await openEmptyPglite(migrations);
  });
  after(() => database.close());

  async function ringOf(secret: string) {
    const logger = createLogger('test', 'silent');
    const eventLog = createMemoryEventLog();
    const outbox = createOutbox({ name: 'auth', table: outboxTable, database, eventLog, logger });
    const ring = await createKeyRing(createSigningKeysStore(database, outbox), secret, logger);
    await ring.start(createAuditIntents('auth', database, () => undefined));
    const kids = async () => (await ring.jwks()).keys.map(({ kid }) => kid);
    const signsWith = async () => decodeProtectedHeader((await ring.sign(newId(), newId())).accessToken).kid;
    return { ...ring, kids, signsWith };
  }

  it('A48 has the same keys in every process that has the same secret, in any order of starting', async () => {
    const secret = newSecret();
    const one = await ringOf(secret);
    const kid = await one.rotate(false);
    const other = await ringOf(secret);
    assert.deepEqual(await other.kids(), await one.kids());
    assert.equal((await one.kids())[0], kid);
    assert.notEqual(await other.signsWith(), kid);
    await rowsOf(database)`update auth.signing_key set signs_from = signs_from - interval '1 minute'`;
    assert.deepEqual([await one.signsWith(), await other.signsWith()], [kid, kid]);
  });

  it('A48 lets retired keys go when their tokens have ended', async () => {
    const ring = await ringOf(newSecret());
    const [first] = await ring.kids();
    const next = await ring.rotate(false);
    await rowsOf(database)`update auth.signing_key set retires_at = retires_at - interval '11 minutes'`;
    assert.deepEqual(await ring.kids(), [next, first]);
    await rowsOf(database)`update auth.signing_key set retires_at = retires_at - interval '2 minutes'`;
    assert.deepEqual(await ring.kids(), [next]);
  });

  it('A48 refuses what was signed before the secret of the environment was changed, and starts with any', async () => {
    const secret = newSecret();
    const before = await ringOf(secret);
    await before.rotate(true);
    const changed = await ringOf(newSecret());
    const kids = await changed.kids();
    assert.deepEqual(kids, [await changed.signsWith()]);
    const back = await ringOf(secret);
    assert.deepEqual(await back.kids(), [await back.signsWith()]);
    assert.ok(!kids.includes(await back.signsWith()));
    await takeInIntents(withinTenants(database, ALL_TENANTS));
    const told = await rowsOf<{ action: string; outcome: string; id: string }>(database)`
      select action, outcome, target_id as id from auth.audit_event order by sequence`;
    assert.ok(told.every(({ outcome }) => outcome === 'SUCCEEDED'));
    // By the secret that was changed; then by the one that came back, whose own key was retired before.
    assert.deepEqual(told.at(-2), { action: 'signing_keys.retired', outcome: 'SUCCEEDED', id: kids[0] });
    assert.deepEqual(told.at(-1), {
      action: 'signing_keys.rotated',
      outcome: 'SUCCEEDED',
      id: await back.signsWith(),
    });
  });
});

describe('sealed keys', () => {
  it('A50 open under their own secret, as they are, and not otherwise', () => {
    const [secret, text] = [newSecret(), newSecret()];
    const sealer = createKeySealer(secret);
    const sealed = sealer.seal(text);
    assert.equal(createKeySealer(secret.trim()).open(sealed), text);
    assert.equal(createKeySealer(newSecret()).open(sealed), undefined);
    assert.notEqual(sealer.seal(text), sealed);
    for (let at = 0; at < sealed.length; at += 7) {
      const other = sealed[at] === 'A' ? 'B' : 'A';
      assert.equal(sealer.open(`${sealed.slice(0, at)}${other}${sealed.slice(at + 1)}`), undefined);
    }
    for (const bad of ['', 'x', sealed.slice(0, 30)]) assert.equal(sealer.open(bad), undefined);
  });
});
