import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { connectSocket } from '../../gateway/test/support/clients.ts';
import { type RedisServer, startRedisServer } from '../../platform/test/helpers/redis-server.ts';
import { rowsOf } from '../../subgraphs/auth/test/helpers/database-rows.ts';
import {
  addMember,
  ask,
  createKey,
  createWorkspace,
  OPENERS,
  type OpenConnection,
  type Somebody,
  signInAgain,
  signUp,
  tryAsking,
} from '../helpers/identity-clients.ts';
import { type IdentityRig, startIdentityRig } from '../helpers/identity-rig.ts';

const FOLLOW = 'subscription ($id: ID!) { workspaceEvents(workspaceId: $id) { cursor id kind } }';
/** From the answer to the change to the end of the last connection. */
const LIMIT_MILLISECONDS = 1_000;
const SOCKET_CODES: Readonly<Record<string, number>> = { UNAUTHENTICATED: 4401 };

describe('what somebody has open on two gateways', { timeout: 300_000 }, () => {
  let redis: RedisServer;
  let rig: IdentityRig;
  let url: string;
  let admin: Somebody;
  before(async () => {
    redis = await startRedisServer();
    rig = await startIdentityRig({ replicas: 2, redisUrl: redis.url });
    url = rig.urls[0] ?? '';
    admin = await signUp(url);
  });
  after(async () => {
    await rig[Symbol.asyncDispose]();
    await redis.stop();
  });

  async function tell(workspaceId: string, id: string): Promise<void> {
    const data = { id, kind: 'MEMBER_ADDED', occurredAt: new Date().toISOString(), actor: null };
    await rig.eventLog.append(`workspace:${workspaceId}`, { data });
  }

  /** Reads until that event has come. */
  async function seen(connection: OpenConnection, id: string): Promise<void> {
    while ((await connection.next()).workspaceEvents.id !== id);
  }

  /** Follows a workspace over every transport at every gateway, and waits for the first event on all of them. */
  async function openEverywhere(who: Somebody, workspaceId: string): Promise<OpenConnection[]> {
    const open = await Promise.all(
      rig.urls.flatMap((at) =>
        Object.values(OPENERS).map((opener) => opener(at, who, FOLLOW, { id: workspaceId })),
      ),
    );
    // A socket has no answer that says that it follows: events are told until it has one.
    const id = randomUUID();
    const first = Promise.all(open.map((connection) => seen(connection, id)));
    let all = false;
    void first.then(() => {
      all = true;
    });
    while (!all) {
      await tell(workspaceId, id);
      await new Promise((resolve) => setImmediate(resolve));
    }
    return open;
  }

  async function assertEnded(open: readonly OpenConnection[], since: number, code: string): Promise<void> {
    for (const { transport, ended } of open) {
      const { code: actual, cursor, at } = await ended;
      assert.equal(actual, transport === 'WebSocket' ? (SOCKET_CODES[code] ?? code) : code, transport);
      if (transport !== 'WebSocket') assert.equal(typeof cursor, 'string', transport);
      assert.ok(at - since < LIMIT_MILLISECONDS, `${transport}: ${Math.round(at - since)} ms`);
    }
  }

  async function assertOpen(open: readonly OpenConnection[], workspaceId: string): Promise<void> {
    const id = randomUUID();
    const more = Promise.all(open.map((connection) => seen(connection, id)));
    await tell(workspaceId, id);
    await more;
    for (const connection of open) connection.close();
  }

  async function member(role = 'MEMBER') {
    const owner = await signUp(url);
    const workspaceId = await createWorkspace(url, owner);
    const somebody = await signUp(url);
    await addMember(url, owner, workspaceId, somebody, role);
    return { owner, workspaceId, somebody };
  }

  it('A35 is closed by signing out, within a second, and nothing else is', async () => {
    const { owner, workspaceId, somebody } = await member();
    const other = await signInAgain(url, somebody);
    const open = await openEverywhere(somebody, workspaceId);
    const kept = [
      ...(await openEverywhere(other, workspaceId)),
      ...(await openEverywhere(owner, workspaceId)),
    ];
    const began = performance.now();
    await ask(url, somebody, 'mutation { signOut { signedOut } }');
    await assertEnded(open, began, 'UNAUTHENTICATED');
    await assertOpen(kept, workspaceId);
    assert.equal((await tryAsking(url, somebody, '{ me { id } }')).status, 401);
  });

  it('A35 is closed when a session is ended from another, one or all others', async () => {
    const { workspaceId, somebody } = await member();
    const [second, third] = [await signInAgain(url, somebody), await signInAgain(url, somebody)];
    const query = '{ me { sessions { edges { node { id isCurrent } } } } }';
    const { me } = await ask(url, second, query);
    const sessions: { id: string; isCurrent: boolean }[] = me.sessions.edges.map(
      ({ node }: { node: { id: string; isCurrent: boolean } }) => node,
    );
    assert.deepEqual(
      sessions.map(({ isCurrent }) => isCurrent),
      [false, true, false],
    );
    const [newest] = sessions;
    const ofThird = await openEverywhere(third, workspaceId);
    let began = performance.now();
    const end = 'mutation ($id: ID!) { endSession(id: $id) { ended } }';
    assert.equal((await ask(url, second, end, { id: newest?.id })).endSession.ended, 1);
    await assertEnded(ofThird, began, 'UNAUTHENTICATED');
    const ofFirst = await openEverywhere(somebody, workspaceId);
    began = performance.now();
    const answer = await ask(url, second, 'mutation { endOtherSessions { ended } }');
    assert.equal(answer.endOtherSessions.ended, 1);
    await assertEnded(ofFirst, began, 'UNAUTHENTICATED');
    const stranger = await signUp(url);
    const own = sessions.find(({ isCurrent }) => isCurrent)?.id;
    assert.equal((await ask(url, stranger, end, { id: own })).endSession.ended, 0);
    await ask(url, second, '{ me { id } }');
  });

  it('A35 is closed when the person is disabled, who can come back only when enabled', async () => {
    const { workspaceId, somebody } = await member();
    const key = await createKey(url, somebody, workspaceId, ['workspaces:read']);
    const open = [
      ...(await openEverywhere(somebody, workspaceId)),
      ...(await openEverywhere(key, workspaceId)),
    ];
    const began = performance.now();
    const disable =
      'mutation ($id: ID!) { disablePerson(userId: $id) { ... on PersonChanged { disabled } } }';
    await ask(url, admin, disable, { id: somebody.id });
    await assertEnded(open, began, 'UNAUTHENTICATED');
    assert.equal((await tryAsking(url, somebody, '{ me { id } }')).status, 401);
    assert.equal((await tryAsking(url, key, '{ me { id } }')).status, 401);
    await assert.rejects(signInAgain(url, somebody), /disabled/);
    await ask(url, admin, disable.replace('disable', 'enable'), { id: somebody.id });
    await ask(url, await signInAgain(url, somebody), '{ me { id } }');
    await ask(url, key, '{ me { id } }');
  });

  it('A51 is closed when its API key is revoked', async () => {
    const { workspaceId, somebody } = await member();
    const key = await createKey(url, somebody, workspaceId, ['workspaces:read']);
    const open = await openEverywhere(key, workspaceId);
    const ofPerson = await openEverywhere(somebody, workspaceId);
    const began = performance.now();
    await ask(url, somebody, 'mutation ($id: ID!) { revokeApiKey(id: $id) { __typename } }', {
      id: key.keyId,
    });
    await assertEnded(open, began, 'UNAUTHENTICATED');
    assert.equal((await tryAsking(url, key, '{ me { id } }')).status, 401);
    await assertOpen(ofPerson, workspaceId);
  });

  it('A35 ends as far as a lost membership reaches, with the last cursor', async () => {
    const { owner, workspaceId, somebody } = await member();
    const own = await createWorkspace(url, somebody);
    const open = await openEverywhere(somebody, workspaceId);
    const elsewhere = await openEverywhere(somebody, own);
    const began = performance.now();
    const query =
      'mutation ($input: RemoveWorkspaceMemberInput!) { removeWorkspaceMember(input: $input) { __typename } }';
    await ask(url, owner, query, { input: { workspaceId, userId: somebody.id } });
    await assertEnded(open, began, 'NOT_FOUND');
    await assertOpen(elsewhere, own);
  });

  it('A35 is judged by another role from then on, sockets included', async () => {
    const { owner, workspaceId, somebody } = await member();
    const open = await openEverywhere(somebody, workspaceId);
    const socket = await connectSocket(rig.urls[1] ?? '', somebody.authorization);
    const create =
      'mutation ($id: ID!) { createConversation(input: { workspaceId: $id }) { ... on ConversationCreated { conversation { id } } } }';
    let id = 0;
    const answerOf = async () => {
      id += 1;
      const payload = { query: create, variables: { id: workspaceId } };
      socket.send({ id: String(id), type: 'subscribe', payload });
      const message = await socket.next();
      await socket.next();
      return JSON.stringify(message);
    };
    assert.match(await answerOf(), /"conversation":\{"id"/);
    const change =
      'mutation ($input: ChangeMemberRoleInput!) { changeMemberRole(input: $input) { __typename } }';
    const input = { workspaceId, userId: somebody.id, role: 'VIEWER' };
    const began = performance.now();
    await ask(url, owner, change, { input });
    while (!(await answerOf()).includes('FORBIDDEN')) {
      assert.ok(performance.now() - began < LIMIT_MILLISECONDS, 'the socket speaks for the old role');
    }
    socket.socket.close();
    await assertOpen(open, workspaceId);
  });

  it('A35 is asked about anew when the event log comes back, whatever was told meanwhile', async () => {
    const { workspaceId, somebody } = await member();
    const open = await openEverywhere(somebody, workspaceId);
    await redis.kill();
    await ask(url, somebody, 'mutation { signOut { signedOut } }');
    // Not even the notice that waits is needed.
    await rowsOf(rig.database)`delete from auth.outbox`;
    await redis.restart();
    for (const { transport, ended } of open) {
      const { code } = await ended;
      assert.equal(code, transport === 'WebSocket' ? 4401 : 'UNAUTHENTICATED', transport);
    }
  });
});
