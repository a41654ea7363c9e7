import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Database } from '@codexcontinue/platform/database/database';
import { migrate } from '@codexcontinue/platform/database/migrate';
import { createMemoryEventLog } from '@codexcontinue/platform/event-log/memory-event-log';
import { newId } from '@codexcontinue/platform/ids';
import { createLogger } from '@codexcontinue/platform/log';
import { createOutbox } from '@codexcontinue/platform/outbox/outbox';
import { eq, sql } from 'drizzle-orm';
import { databaseAdapters } from '../../../platform/test/helpers/databases.ts';
import { createPeopleStore, type PeopleStore } from '../src/data/people-store.ts';
import { createSessionsStore, type SessionsStore } from '../src/data/sessions-store.ts';
import { outbox as outboxTable, session, signInFailure } from '../src/data/tables.ts';
import { hashSessionToken, newSessionToken } from '../src/domain/tokens.ts';
import { migrations } from '../src/migrations.ts';

const HOUR = 60 * 60 * 1_000;

for (const adapter of databaseAdapters()) {
  describe(`people and sessions on ${adapter.name}`, () => {
    let database: Database;
    let people: PeopleStore;
    let sessions: SessionsStore;
    before(async () => {
      database = await adapter.open();
      await migrate(database, migrations);
      await migrate(database, migrations);
      people = createPeopleStore(database);
      const eventLog = createMemoryEventLog();
      const logger = createLogger('test', 'silent');
      const outbox = createOutbox({ name: 'auth', table: outboxTable, database, eventLog, logger });
      sessions = createSessionsStore(database, outbox);
    });
    after(() => database.close());

    const newPerson = async (email = `${newId()}@example.org`) =>
      people.create({ id: newId(), email, name: 'Ada', passwordHash: 'hash' });
    async function newSession(expiresAt = new Date(Date.now() + HOUR)) {
      const person = await newPerson();
      assert.ok(person);
      const record = {
        id: newId(),
        personId: person.id,
        tokenHash: hashSessionToken(newSessionToken()),
        expiresAt,
      };
      await sessions.create(record);
      return record;
    }

    it('keep one account for an address, however many ask at once', async () => {
      const email = `${newId()}@example.org`;
      const made = await Promise.all(Array.from({ length: 5 }, () => newPerson(email)));
      const [person, ...others] = made.filter((record) => record !== undefined);
      assert.ok(person);
      assert.deepEqual(others, []);
      assert.deepEqual(await people.findByEmail(email), person);
      assert.deepEqual(await people.findById(person.id), person);
      assert.equal(await people.findById(newId()), undefined);
    });

    it('A58 take an address with SQL in it for what it is', async () => {
      const email = `'; drop table auth.person; --${newId()}@example.org`;
      const person = await newPerson(email);
      assert.equal((await people.findByEmail(email))?.id, person?.id);
      assert.equal(await people.findByEmail("' or '1'='1"), undefined);
    });

    it('A40 count every attempt, also those made at once, for one address only', async () => {
      const email = `${newId()}@example.org`;
      const counted = await Promise.all(Array.from({ length: 25 }, () => people.countSignInAttempt(email)));
      assert.deepEqual(
        counted.map(({ count }) => count).toSorted((a, b) => a - b),
        Array.from({ length: 25 }, (_, index) => index + 1),
      );
      assert.equal(new Set(counted.map(({ since }) => since.getTime())).size, 1);
      assert.equal((await people.countSignInAttempt(`${newId()}@example.org`)).count, 1);
    });

    it('begin to count anew after a success, and after the window', async () => {
      const email = `${newId()}@example.org`;
      await people.countSignInAttempt(email);
      await people.forgetSignInAttempts(email);
      assert.equal((await people.countSignInAttempt(email)).count, 1);
      await people.countSignInAttempt(email);
      const age = (seconds: number) =>
        database.drizzle
          .update(signInFailure)
          .set({ since: sql`now() - make_interval(secs => ${seconds})` })
          .where(eq(signInFailure.email, email));
      await age(15 * 60 - 10);
      assert.equal((await people.countSignInAttempt(email)).count, 3);
      await age(15 * 60 + 10);
      const { count, since } = await people.countSignInAttempt(email);
      assert.equal(count, 1);
      assert.ok(Math.abs(since.getTime() - Date.now()) < 60_000);
    });

    it('find a live session by its token, for its person only', async () => {
      const { id, personId, tokenHash } = await newSession();
      assert.equal((await sessions.findLiveByTokenHash(tokenHash))?.id, id);
      assert.equal(await sessions.isLive(id, personId), true);
      assert.equal(await sessions.isLive(id, newId()), false);
      assert.equal(await sessions.isLive(newId(), personId), false);
      assert.equal(await sessions.findLiveByTokenHash(hashSessionToken(newSessionToken())), undefined);
    });

    it('A50 keep no token that could be used', async () => {
      const token = newSessionToken();
      const person = await newPerson();
      assert.ok(person);
      await sessions.create({
        id: newId(),
        personId: person.id,
        tokenHash: hashSessionToken(token),
        expiresAt: new Date(Date.now() + HOUR),
      });
      const rows = await database.drizzle.select().from(session);
      assert.ok(!JSON.stringify(rows).includes(token));
    });

    it('end a session once, and it stays ended when it is prolonged', async () => {
      const { id, personId, tokenHash } = await newSession();
      const ended = await Promise.all([sessions.end(id), sessions.end(id), sessions.end(id)]);
      assert.deepEqual(ended.toSorted(), [false, false, true]);
      await sessions.prolong(id, new Date(Date.now() + 2 * HOUR));
      assert.equal(await sessions.isLive(id, personId), false);
      assert.equal(await sessions.findLiveByTokenHash(tokenHash), undefined);
    });

    it('A47 let a session expire, and only a live one be ended', async () => {
      const { id, personId, tokenHash } = await newSession(new Date(Date.now() - 1_000));
      assert.equal(await sessions.isLive(id, personId), false);
      assert.equal(await sessions.findLiveByTokenHash(tokenHash), undefined);
      assert.equal(await sessions.end(id), false);
    });
  });
}
