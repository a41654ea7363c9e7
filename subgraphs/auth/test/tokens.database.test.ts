import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { AUTHORITY_TOPIC } from '@codexcontinue/platform/authority-notice';
import type { Database } from '@codexcontinue/platform/database/database';
import { ALL_TENANTS, withinTenants } from '@codexcontinue/platform/database/tenancy';
import { type EventLog, START } from '@codexcontinue/platform/event-log/event-log';
import { newId } from '@codexcontinue/platform/ids';
import type { Outbox } from '@codexcontinue/platform/outbox/outbox';
import { Collector } from '../../../platform/test/helpers/collector.ts';
import { databaseAdapters } from '../../../platform/test/helpers/databases.ts';
import { createApiKeysStore } from '../src/data/api-keys-store.ts';
import { createInstanceStore } from '../src/data/instance-store.ts';
import { createRefreshTokensStore } from '../src/data/refresh-tokens-store.ts';
import { createSessionsStore, type SessionsStore } from '../src/data/sessions-store.ts';
import { createSigningKeysStore } from '../src/data/signing-keys-store.ts';
import { createWorkspacesStore } from '../src/data/workspaces-store.ts';
import { newApiKey } from '../src/domain/api-keys.ts';
import { hashRefreshToken, newRefreshToken } from '../src/domain/refresh-tokens.ts';
import { hashSessionToken, newSessionToken } from '../src/domain/tokens.ts';
import { type AuthStores, openAuthStores } from './helpers/auth-stores.ts';
import { rowsOf } from './helpers/database-rows.ts';

const HOUR = 60 * 60 * 1_000;

for (const adapter of databaseAdapters()) {
  describe(`tokens, keys and sessions on ${adapter.name}`, () => {
    const notices = new Collector();
    let stores: AuthStores;
    let database: Database;
    let outbox: Outbox;
    let eventLog: EventLog;
    let newPerson: AuthStores['newPerson'];
    let sessions: SessionsStore;
    before(async () => {
      stores = await openAuthStores(await adapter.open());
      ({ database, outbox, eventLog, newPerson } = stores);
      sessions = createSessionsStore(database, outbox);
      eventLog.follow(AUTHORITY_TOPIC, START, notices);
    });
    after(() => stores.close());

    async function newSession(personId: string): Promise<string> {
      const id = newId();
      const tokenHash = hashSessionToken(newSessionToken());
      await sessions.create({ id, personId, tokenHash, expiresAt: new Date(Date.now() + HOUR) });
      return id;
    }
    /** What gateways are told of a person. */
    const toldOf = async (personId: string, count: number) => {
      const of = () => notices.events.filter(({ data }) => data.personId === personId);
      await notices.until(() => of().length >= count);
      return of().map(({ data: { what, id } }) => [what, id]);
    };

    it('A45 use a refresh token once, of twenty at the same moment', async () => {
      const refreshTokens = createRefreshTokensStore(database, sessions);
      const personId = await newPerson();
      const sessionId = await newSession(personId);
      const token = hashRefreshToken(newRefreshToken());
      await refreshTokens.issue(sessionId, token);
      const rotate = (tokenHash: string, graceSeconds: number) => {
        const nextHash = hashRefreshToken(newRefreshToken());
        const sessionExpiresAt = new Date(Date.now() + 2 * HOUR);
        return refreshTokens.rotate({ tokenHash, nextHash, sessionExpiresAt, graceSeconds });
      };
      const outcomes = await Promise.all(Array.from({ length: 20 }, () => rotate(token, 10)));
      const kinds = outcomes.map(({ kind }) => kind).sort();
      assert.deepEqual(kinds, ['rotated', ...Array.from({ length: 19 }, () => 'superseded')]);
      assert.deepEqual(
        await rowsOf<{ count: string }>(database)`
        select count(*)::text as count from auth.refresh_token where session_id = ${sessionId}`,
        [{ count: '2' }],
      );
      assert.equal(await sessions.isLive(sessionId, personId), true);
      const reuses = await Promise.all([rotate(token, 0), rotate(token, 0)]);
      assert.deepEqual(new Set(reuses.map(({ kind }) => kind)), new Set(['refused']));
      assert.equal(await sessions.isLive(sessionId, personId), false);
      assert.deepEqual(await toldOf(personId, 1), [['session', sessionId]]);
    });

    it('A35 tell of sessions that end with the change that ends them, and of nothing else', async () => {
      const personId = await newPerson();
      const [first, second, third] = [
        await newSession(personId),
        await newSession(personId),
        await newSession(personId),
      ];
      assert.equal(await sessions.endOf({ personId, only: newId() }), 0);
      assert.equal(await sessions.endOf({ personId: await newPerson(), only: first }), 0);
      assert.equal(await sessions.end(first), true);
      assert.equal(await sessions.end(first), false);
      await assert.rejects(
        database.drizzle.transaction(async (transaction) => {
          await sessions.endIn(transaction, { personId });
          throw new Error('undone');
        }),
        /undone/,
      );
      assert.equal(await sessions.isLive(second, personId), true);
      const fourth = await newSession(personId);
      assert.equal(await sessions.endOf({ personId, except: third }), 2);
      assert.deepEqual(
        [await sessions.isLive(third, personId), await sessions.isLive(fourth, personId)],
        [true, false],
      );
      assert.deepEqual(await toldOf(personId, 2), [
        ['session', first],
        ['sessions', undefined],
      ]);
    });

    it('A51 give a key the role of the moment, as long as it, its person and the membership stand', async () => {
      const workspaces = createWorkspacesStore(database, withinTenants(database, ALL_TENANTS), outbox);
      const apiKeys = createApiKeysStore(withinTenants(database, ALL_TENANTS), outbox);
      const instance = createInstanceStore(database, sessions, outbox);
      const [ownerId, personId] = [await newPerson(), await newPerson()];
      const { id: workspaceId } = await workspaces.create({ name: 'Plant', domain: null, ownerId });
      const change = { workspaceId, personId, actorId: ownerId };
      await workspaces.addMember({ ...change, role: 'MEMBER' });
      const { keyHash, hint } = newApiKey();
      const { id } = await apiKeys.create({
        id: newId(),
        personId,
        workspaceId,
        name: 'robot',
        keyHash,
        hint,
        scopes: ['documents:read'],
        expiresAt: new Date(Date.now() + HOUR),
      });
      const role = async () => (await apiKeys.authorityOf(keyHash))?.role;
      assert.equal(await role(), 'MEMBER');
      assert.equal(await apiKeys.authorityOf(newApiKey().keyHash), undefined);
      await workspaces.changeRole({ ...change, role: 'VIEWER', mayChangeOwners: true });
      assert.equal(await role(), 'VIEWER');
      await instance.disable({ personId, actorId: ownerId });
      assert.equal(await role(), undefined);
      await instance.enable(personId);
      await workspaces.removeMember({ ...change, mayRemoveOwners: true });
      assert.equal(await role(), undefined);
      await workspaces.addMember({ ...change, role: 'ADMIN' });
      assert.equal(await role(), 'ADMIN');
      await apiKeys.revoke(id);
      assert.equal(await role(), undefined);
      const { revokedAt } = (await apiKeys.revoke(id)) ?? {};
      assert.ok(revokedAt && Date.now() - revokedAt.getTime() < HOUR);
      const told = await toldOf(personId, 7);
      assert.deepEqual(
        told.map(([what]) => what),
        ['roles', 'roles', 'roles', 'roles', 'roles', 'key', 'key'],
      );
    });

    it('A51 note the use of a key once a minute', async () => {
      const workspaces = createWorkspacesStore(database, withinTenants(database, ALL_TENANTS), outbox);
      const apiKeys = createApiKeysStore(withinTenants(database, ALL_TENANTS), outbox);
      const ownerId = await newPerson();
      const { id: workspaceId } = await workspaces.create({ name: 'Plant', domain: null, ownerId });
      const { keyHash, hint } = newApiKey();
      const expiresAt = new Date(Date.now() + HOUR);
      const record = { id: newId(), personId: ownerId, workspaceId, name: 'r', keyHash, hint, expiresAt };
      const { id } = await apiKeys.create({ ...record, scopes: [] });
      const used = async () => (await apiKeys.findById(id))?.lastUsedAt?.getTime();
      assert.equal(await used(), undefined);
      await apiKeys.authorityOf(keyHash);
      const first = await used();
      assert.ok(first);
      await apiKeys.authorityOf(keyHash);
      assert.equal(await used(), first);
      await rowsOf(
        database,
      )`update auth.api_key set last_used_at = last_used_at - interval '61 seconds' where id = ${id}`;
      await apiKeys.authorityOf(keyHash);
      assert.ok(Number(await used()) >= first);
    });

    it('have one first administrator, however many ask at once', async () => {
      const instance = createInstanceStore(database, sessions, outbox);
      const people = await Promise.all(Array.from({ length: 5 }, newPerson));
      await Promise.all(people.map((id) => instance.isAdmin(id)));
      const rows = await rowsOf<{ id: string }>(database)`select person_id as id from auth.instance_admin`;
      const [first] = await rowsOf<{ id: string }>(
        database,
      )`select id from auth.person order by created_at, id limit 1`;
      assert.deepEqual(rows, [first]);
    });

    it('A48 accept signing keys by the time of the database, and let each retire once', async () => {
      const store = createSigningKeysStore(database, outbox);
      const record = (kid: string) => ({ kid, publicJwk: { kty: 'OKP', kid }, sealedPrivateKey: 'sealed' });
      const [one, two, three] = [newId(), newId(), newId()];
      await Promise.all([store.addFirst(record(one)), store.addFirst(record(one))]);
      await store.rotate(record(two), { signsAfter: 60, retireAfter: 120 });
      const accepted = async () => (await store.accepted()).map(({ kid, maySign }) => [kid, maySign]);
      assert.deepEqual(await accepted(), [
        [two, false],
        [one, true],
      ]);
      await store.rotate(record(three), { signsAfter: 0, retireAfter: 3_600 });
      // A later rotation does not prolong what was to end sooner.
      const [{ seconds } = { seconds: 0 }] = await rowsOf<{ seconds: number }>(database)`
        select extract(epoch from retires_at - now())::float8 as seconds from auth.signing_key where kid = ${one}`;
      assert.ok(seconds > 60 && seconds <= 120, String(seconds));
      await store.retire(one);
      await store.rotate(record(newId()), { signsAfter: 0, retireAfter: 0 });
      assert.equal((await accepted()).length, 1);
    });
  });
}
