import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Database } from '@codexcontinue/platform/database/database';
import { migrate } from '@codexcontinue/platform/database/migrate';
import { ALL_TENANTS, withinTenants } from '@codexcontinue/platform/database/tenancy';
import { createMemoryEventLog } from '@codexcontinue/platform/event-log/memory-event-log';
import { newId } from '@codexcontinue/platform/ids';
import { createLogger } from '@codexcontinue/platform/log';
import { createOutbox } from '@codexcontinue/platform/outbox/outbox';
import { databaseAdapters } from '../../../platform/test/helpers/databases.ts';
import { createExpiredStore, type ExpiredStore } from '../src/data/expired-store.ts';
import { createPeopleStore } from '../src/data/people-store.ts';
import { createRefreshTokensStore, type RefreshTokensStore } from '../src/data/refresh-tokens-store.ts';
import { createSessionsStore, type SessionsStore } from '../src/data/sessions-store.ts';
import { outbox as outboxTable } from '../src/data/tables.ts';
import { hashRefreshToken, newRefreshToken } from '../src/domain/refresh-tokens.ts';
import { hashSessionToken, newSessionToken } from '../src/domain/tokens.ts';
import { migrations } from '../src/migrations.ts';
import { rowsOf } from './helpers/database-rows.ts';

const HOUR = 60 * 60 * 1_000;
const DAY = 24 * HOUR;

for (const adapter of databaseAdapters()) {
  describe(`what is over, on ${adapter.name}`, () => {
    let database: Database;
    let sessions: SessionsStore;
    let refreshTokens: RefreshTokensStore;
    let expired: ExpiredStore;
    before(async () => {
      database = await adapter.open();
      await migrate(database, migrations);
      const logger = createLogger('test', 'silent');
      const eventLog = createMemoryEventLog();
      const outbox = createOutbox({ name: 'auth', table: outboxTable, database, eventLog, logger });
      sessions = createSessionsStore(database, outbox);
      refreshTokens = createRefreshTokensStore(database, sessions);
      expired = createExpiredStore(withinTenants(database, ALL_TENANTS));
    });
    after(() => database.close());

    const rows = (strings: TemplateStringsArray, ...values: unknown[]) =>
      rowsOf<{ id: string }>(database)(strings, ...values);
    const later = (milliseconds: number) => new Date(Date.now() + milliseconds);

    async function newPerson(): Promise<string> {
      const id = newId();
      await createPeopleStore(database).create({
        ...{ id, email: `${id}@example.org`, name: 'Ada', passwordHash: 'hash' },
      });
      return id;
    }
    /** A session with one refresh token that was used and one that was not. */
    async function newSession(expiresAt: Date) {
      const [id, personId] = [newId(), await newPerson()];
      await sessions.create({ id, personId, tokenHash: hashSessionToken(newSessionToken()), expiresAt });
      await sessions.rememberDevice(id, 'a browser');
      const [used, next] = [hashRefreshToken(newRefreshToken()), hashRefreshToken(newRefreshToken())];
      await refreshTokens.issue(id, used);
      const rotation = { tokenHash: used, nextHash: next, sessionExpiresAt: expiresAt, graceSeconds: 10 };
      assert.equal((await refreshTokens.rotate(rotation)).kind, 'rotated');
      return { id, personId, used, next };
    }
    const use = async (tokenHash: string) =>
      (
        await refreshTokens.rotate({
          tokenHash,
          nextHash: hashRefreshToken(newRefreshToken()),
          sessionExpiresAt: later(DAY),
          graceSeconds: 10,
        })
      ).kind;
    const tokensOf = async (sessionId: string) =>
      (await rows`select token_hash as id from auth.refresh_token where session_id = ${sessionId}`).length;

    it('A44 keeps every token of a session that stands: the second use of the oldest ends it', async () => {
      const standing = await newSession(later(40 * DAY));
      await rows`update auth.refresh_token set created_at = now() - interval '300 days' where session_id = ${standing.id}`;
      await rows`update auth.refresh_token set used_at = now() - interval '299 days' where token_hash = ${standing.used}`;
      await expired.letGo(later(30 * DAY));
      assert.equal(await tokensOf(standing.id), 2);
      assert.equal(await use(standing.used), 'refused');
      assert.equal(await sessions.isLive(standing.id, standing.personId), false);
      assert.equal(await use(standing.next), 'refused');
    });

    it('lets a session go a day after it was ended or has expired, with its tokens, which stay refused', async () => {
      const ended = await newSession(later(30 * DAY));
      const past = await newSession(later(2 * HOUR));
      await sessions.end(ended.id);
      await expired.letGo(later(23 * HOUR));
      assert.deepEqual([await tokensOf(ended.id), await tokensOf(past.id)], [2, 2]);
      const first = await expired.letGo(later(25 * HOUR));
      assert.deepEqual([await tokensOf(ended.id), await tokensOf(past.id)], [0, 2]);
      assert.ok(first.sessions >= 1);
      assert.equal((await expired.letGo(later(27 * HOUR))).sessions, 1);
      assert.equal(await tokensOf(past.id), 0);
      assert.deepEqual(
        await rows`select session_id as id from auth.session_device
        where session_id in (${ended.id}, ${past.id})`,
        [],
      );
      for (const token of [ended.used, ended.next, past.used, past.next])
        assert.equal(await use(token), 'refused');
    });

    it('lets go of proofs nobody came with, and of attempts long past, and of nothing that counts', async () => {
      await rows`insert into auth.verification (id, identifier, value, expires_at) values
        (${newId()}, 'past', 'x', now() - interval '25 hours'), (${newId()}, 'good', 'x', now() + interval '1 hour')`;
      await rows`insert into auth.attempt (key, count, since) values
        ('past', 5, now() - interval '25 hours'), ('counts', 5, now())`;
      await rows`insert into auth.sign_in_failure (email, count, since) values
        ('past', 5, now() - interval '25 hours'), ('counts', 5, now())`;
      const { proofs, attempts, signInFailures } = await expired.letGo(new Date());
      assert.deepEqual({ proofs, attempts, signInFailures }, { proofs: 1, attempts: 1, signInFailures: 1 });
      assert.deepEqual(await rows`select identifier as id from auth.verification`, [{ id: 'good' }]);
      assert.deepEqual(await rows`select key as id from auth.attempt`, [{ id: 'counts' }]);
      assert.deepEqual(await rows`select email as id from auth.sign_in_failure`, [{ id: 'counts' }]);
    });

    it('lets invitations go a month after they were answered, taken back or too old', async () => {
      const workspaceId = newId();
      await rows`insert into auth.workspace (id, name) values (${workspaceId}, 'Plant')`;
      for (const [email, acceptedAt, revokedAt, expiresAt] of [
        ['accepted', 31, null, -1],
        ['revoked', null, 31, -1],
        ['too old', null, null, 31],
        ['just accepted', 29, null, 29],
        ['open', null, null, -1],
      ] as const) {
        const ago = (days: number | null) => (days === null ? null : later(-days * DAY).toISOString());
        await rows`insert into auth.invitation
          (id, workspace_id, email, role, token_hash, expires_at, accepted_at, revoked_at) values
          (${newId()}, ${workspaceId}, ${email}, 'VIEWER', ${email}, ${ago(expiresAt)}::timestamptz,
           ${ago(acceptedAt)}::timestamptz, ${ago(revokedAt)}::timestamptz)`;
      }
      assert.equal((await expired.letGo(new Date())).invitations, 3);
      assert.deepEqual(await rows`select email as id from auth.invitation order by email`, [
        { id: 'just accepted' },
        { id: 'open' },
      ]);
    });

    it('F24 goes on until nothing is left, in however many processes', async () => {
      const personId = await newPerson();
      await rows`insert into auth.session (id, person_id, token_hash, expires_at)
        select gen_random_uuid(), ${personId}, 'past ' || n, now() - interval '2 days' from generate_series(1, 120) n`;
      const counts = await Promise.all([1, 2, 3].map(() => expired.letGo(new Date())));
      assert.equal(
        counts.reduce((all, { sessions: count }) => all + count, 0),
        120,
      );
      assert.deepEqual(await rows`select id from auth.session where person_id = ${personId}`, []);
    });
  });
}
