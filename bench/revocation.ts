import {
  addMember,
  ask,
  createKey,
  createWorkspace,
  OPENERS,
  type Somebody,
  signInAgain,
  signUp,
} from '../test/helpers/identity-clients.ts';
import { startIdentityRig } from '../test/helpers/identity-rig.ts';
import { atMost, type Figure, figureOf, type Part, percentile } from './figure.ts';
import { hasRedis, startRedis } from './live/redis.ts';

const ROUNDS = 50;
const LIMIT_MILLISECONDS = 1_000;
const FOLLOW = 'subscription ($id: ID!) { workspaceEvents(workspaceId: $id) { kind } }';
const REMOVE =
  'mutation ($input: RemoveWorkspaceMemberInput!) { removeWorkspaceMember(input: $input) { __typename } }';

/** Somebody with something open, and how it is taken from them. */
interface Round {
  readonly who: Somebody;
  readonly workspaceId: string;
  revoke(): Promise<unknown>;
}

type Kind = (url: string, owner: Somebody, member: Somebody, workspaceId: string) => Promise<Round>;

const KINDS: Readonly<Record<string, Kind>> = {
  async 'signing out'(url, _owner, member, workspaceId) {
    const who = await signInAgain(url, member);
    return { who, workspaceId, revoke: () => ask(url, who, 'mutation { signOut { signedOut } }') };
  },
  async 'ending all other sessions'(url, _owner, member, workspaceId) {
    const who = await signInAgain(url, member);
    const other = await signInAgain(url, member);
    return { who, workspaceId, revoke: () => ask(url, other, 'mutation { endOtherSessions { ended } }') };
  },
  async 'revoking an API key'(url, owner, _member, workspaceId) {
    const who = await createKey(url, owner, workspaceId, ['workspaces:read']);
    const query = 'mutation ($id: ID!) { revokeApiKey(id: $id) { __typename } }';
    return { who, workspaceId, revoke: () => ask(url, owner, query, { id: who.keyId }) };
  },
  async 'removing a member'(url, owner, member) {
    const workspaceId = await createWorkspace(url, owner);
    await addMember(url, owner, workspaceId, member, 'MEMBER');
    const who = await signInAgain(url, member);
    const input = { workspaceId, userId: member.id };
    return { who, workspaceId, revoke: () => ask(url, owner, REMOVE, { input }) };
  },
};

/** From asking for a revocation to the end of the last connection at two gateways. */
export const revocation: Part = {
  name: 'revocation',
  about: 'from a revocation to the end of what is open at two gateways, through Postgres and Redis',
  async run() {
    if (!hasRedis()) return 'redis-server is not installed.';
    await using redis = await startRedis();
    await using rig = await startIdentityRig({ replicas: 2, redisUrl: redis.url });
    const url = rig.urls[0] ?? '';
    const figures: Figure[] = [];
    for (const [name, kind] of Object.entries(KINDS)) {
      const owner = await signUp(url);
      const member = await signUp(url);
      const workspaceId = await createWorkspace(url, owner);
      await addMember(url, owner, workspaceId, member, 'MEMBER');
      const milliseconds: number[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        const { who, workspaceId: followed, revoke } = await kind(url, owner, member, workspaceId);
        const open = await Promise.all(
          rig.urls.flatMap((at) =>
            Object.values(OPENERS).map((opener) => opener(at, who, FOLLOW, { id: followed })),
          ),
        );
        const began = performance.now();
        await revoke();
        for (const { ended } of open) milliseconds.push((await ended).at - began);
        for (const connection of open) connection.close();
      }
      const what = `${name} until SSE, multipart and WebSocket at two gateways have ended, ${ROUNDS} rounds`;
      figures.push(figureOf(`${what}, p50`, percentile(milliseconds, 0.5), 'ms'));
      figures.push(atMost(`${what}, p99`, percentile(milliseconds, 0.99), LIMIT_MILLISECONDS, 'ms'));
    }
    return figures;
  },
};
