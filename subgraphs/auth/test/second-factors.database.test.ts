import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { AUTHORITY_TOPIC } from '@codexcontinue/platform/authority-notice';
import { START } from '@codexcontinue/platform/event-log/event-log';
import { newId } from '@codexcontinue/platform/ids';
import { Collector } from '../../../platform/test/helpers/collector.ts';
import { databaseAdapters } from '../../../platform/test/helpers/databases.ts';
import { createSecondFactorsStore, type SecondFactorsStore } from '../src/data/second-factors-store.ts';
import { createSessionsStore, type SessionsStore } from '../src/data/sessions-store.ts';
import { hashSessionToken, newSessionToken } from '../src/domain/tokens.ts';
import { type AuthStores, openAuthStores } from './helpers/auth-stores.ts';
import { rowsOf } from './helpers/database-rows.ts';

const HOUR = 60 * 60 * 1_000;

for (const adapter of databaseAdapters()) {
  describe(`the second factors of a person on ${adapter.name}`, () => {
    const notices = new Collector();
    let stores: AuthStores;
    let sessions: SessionsStore;
    let factors: SecondFactorsStore;
    before(async () => {
      stores = await openAuthStores(await adapter.open());
      sessions = createSessionsStore(stores.database, stores.outbox);
      factors = createSecondFactorsStore(stores.database, sessions, stores.outbox);
      stores.eventLog.follow(AUTHORITY_TOPIC, START, notices);
    });
    after(() => stores.close());

    async function newSession(personId: string): Promise<string> {
      const id = newId();
      const tokenHash = hashSessionToken(newSessionToken());
      await sessions.create({ id, personId, tokenHash, expiresAt: new Date(Date.now() + HOUR) });
      return id;
    }
    async function withFactors(passkeys: number): Promise<string> {
      const personId = await stores.newPerson();
      const rows = rowsOf(stores.database);
      await rows`update auth.person set two_factor_enabled = true where id = ${personId}`;
      await rows`insert into auth.two_factor (id, person_id, secret, recovery_codes, verified)
        values (${newId()}, ${personId}, 'sealed', 'sealed', true)`;
      for (let made = 0; made < passkeys; made += 1)
        await rows`insert into auth.passkey (id, person_id, credential_id, public_key, counter, device_type, backed_up)
          values (${newId()}, ${personId}, ${newId()}, 'key', 0, 'singleDevice', false)`;
      return personId;
    }
    const left = async (personId: string) => {
      const [row] = await rowsOf(stores.database)`
        select (select count(*)::int from auth.two_factor where person_id = ${personId}) as apps,
          (select count(*)::int from auth.passkey where person_id = ${personId}) as passkeys,
          two_factor_enabled as asked from auth.person where id = ${personId}`;
      return row;
    };

    it('go all together, with the sessions, and of nobody else', async () => {
      const [personId, other] = [await withFactors(2), await withFactors(1)];
      const [session, elsewhere] = [await newSession(personId), await newSession(other)];
      await newSession(personId);
      assert.deepEqual(await factors.removeAll(personId), {
        authenticatorApp: true,
        passkeys: 2,
        sessions: 2,
      });
      assert.deepEqual(await left(personId), { apps: 0, passkeys: 0, asked: false });
      assert.deepEqual(await left(other), { apps: 1, passkeys: 1, asked: true });
      assert.equal(await sessions.isLive(session, personId), false);
      assert.equal(await sessions.isLive(elsewhere, other), true);
      const of = () => notices.events.filter(({ data }) => data.personId === personId);
      await notices.until(() => of().length >= 2);
      assert.deepEqual(
        of().map(({ data }) => data.what),
        ['sessions', 'roles'],
      );
    });

    it('where there are none, nothing ends', async () => {
      const personId = await stores.newPerson();
      const session = await newSession(personId);
      assert.equal(await factors.removeAll(personId), undefined);
      assert.equal(await sessions.isLive(session, personId), true);
      assert.equal(await factors.removeAll(newId()), undefined);
    });

    it('are taken away once, of two who do it at once', async () => {
      const personId = await withFactors(1);
      await newSession(personId);
      const done = await Promise.all([factors.removeAll(personId), factors.removeAll(personId)]);
      assert.deepEqual(
        done.filter((each) => each !== undefined),
        [{ authenticatorApp: true, passkeys: 1, sessions: 1 }],
      );
    });

    it('a session is young by when it was begun, however often it was prolonged', async () => {
      const personId = await stores.newPerson();
      const id = await newSession(personId);
      assert.equal(await sessions.isYoung(id, 300), true);
      await rowsOf(stores.database)`
        update auth.session set created_at = created_at - interval '301 seconds' where id = ${id}`;
      await sessions.prolong(id, new Date(Date.now() + 2 * HOUR));
      assert.equal(await sessions.isYoung(id, 300), false);
      assert.equal(await sessions.isYoung(newId(), 300), false);
    });
  });
}
