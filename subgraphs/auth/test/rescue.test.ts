import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { openPglite } from '@codexcontinue/platform/database/pglite';
import { placeEmptyPglite } from '../../../platform/test/helpers/empty-pglite.ts';
import { migrations } from '../src/migrations.ts';
import { ANONYMOUS, type AuthSystem, type Somebody, startAuthSystem } from './helpers/auth-system.ts';
import { rowsOf } from './helpers/database-rows.ts';
import { totpCode } from './helpers/totp.ts';

const COMMAND = fileURLToPath(new URL('../src/rescue.ts', import.meta.url));

describe('npm run rescue', () => {
  let directory: string;
  let first: Somebody;
  let second: Somebody;
  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'rescue-'));
    await placeEmptyPglite(join(directory, 'postgres'), [migrations]);
    await during(async (system) => {
      first = await system.signUp();
      second = await system.signUp();
      await system.ask(await system.callerOf(first), '{ me { isInstanceAdmin } }');
    });
  });
  after(() => rm(directory, { recursive: true }));

  async function during<Result>(work: (system: AuthSystem) => Promise<Result>): Promise<Result> {
    const database = await openPglite({ directory: join(directory, 'postgres') });
    const system = await startAuthSystem({ hardened: true, database });
    try {
      return await work(system);
    } finally {
      await system.close();
    }
  }

  const rescue = (...args: string[]) =>
    new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
      const env = { PATH: process.env.PATH, DATA_DIR: directory };
      execFile(process.execPath, [COMMAND, ...args], { env }, (error, stdout, stderr) =>
        resolve({ code: Number(error?.code ?? 0), stdout, stderr }),
      );
    });
  const signIn = async (system: AuthSystem, { email, password }: Somebody) => {
    const { data } = await system.ask(
      ANONYMOUS,
      'mutation ($input: SignInInput!) { signIn(input: $input) { __typename } }',
      { input: { email, password } },
    );
    return data.signIn.__typename;
  };
  /** What the log has of a person by the command, oldest first; it may be on its way. */
  async function told(system: AuthSystem, count: number): Promise<unknown[]> {
    for (;;) {
      const found = await rowsOf<{ action: string }>(system.database)`
        select action, outcome, actor_id, details from auth.audit_event
        where target_id = ${first.personId} and details->>'by' = 'npm run rescue' order by sequence`;
      if (found.length >= count) return found;
    }
  }

  it('lets the only administrator in again who is disabled and has lost their device', async () => {
    await during(async (system) => {
      const { personId, sessionId } = first;
      const caller = {
        kind: 'person',
        personId,
        sessionId,
        workspaceRoles: {},
        lacksSecondFactor: true,
      } as const;
      const { data } = await system.ask(
        caller,
        'mutation ($input: EnrollTotpInput!) { enrollTotp(input: $input) { ... on TotpEnrollment { secret } } }',
        { input: { password: first.password } },
      );
      const input = { code: totpCode(data.enrollTotp.secret) };
      await system.ask(
        caller,
        'mutation ($input: ConfirmTotpInput!) { confirmTotp(input: $input) { __typename } }',
        { input },
      );
      assert.equal(await signIn(system, first), 'SecondFactorRequired');
      await rowsOf(system.database)`insert into auth.disabled_person (person_id) values (${first.personId})`;
    });
    const { code, stdout, stderr } = await rescue(
      first.email.toUpperCase(),
      '--reset-second-factor',
      '--enable',
    );
    assert.equal(code, 0, stderr);
    assert.match(stdout, /may use the instance\.\n.* 1 sessions? ha.* ended/);
    await during(async (system) => {
      assert.equal(await signIn(system, first), 'SignedIn');
      const [enabled, reset] = await told(system, 2);
      const by = 'npm run rescue';
      const done = { outcome: 'SUCCEEDED', actor_id: null };
      assert.deepEqual(enabled, { ...done, action: 'person.enabled', details: { by } });
      const removed = { authenticatorApp: true, passkeys: 0, sessions: 1 };
      assert.deepEqual(reset, { ...done, action: 'second_factor.reset', details: { by, ...removed } });
    });
  });

  it('makes another an administrator, and nobody who is disabled', async () => {
    const rolesOf = (system: AuthSystem) =>
      rowsOf(system.database)`select person_id as id from auth.instance_admin order by since`;
    assert.equal((await rescue(second.email, '--administrator')).code, 0);
    await during(async (system) => {
      assert.deepEqual(await rolesOf(system), [{ id: first.personId }, { id: second.personId }]);
      await rowsOf(system.database)`delete from auth.instance_admin where person_id = ${second.personId}`;
      await rowsOf(system.database)`insert into auth.disabled_person (person_id) values (${second.personId})`;
    });
    const refused = await rescue(second.email, '--administrator');
    assert.equal(refused.code, 1);
    assert.match(refused.stderr, /is disabled\. Say --enable, too/);
    await during(async (system) => assert.deepEqual(await rolesOf(system), [{ id: first.personId }]));
  });

  it('says what it needs, and changes nothing', async () => {
    for (const [args, answer] of [
      [[], /Say whom to help and how/],
      [[second.email], /Say whom to help and how/],
      [[second.email, first.email, '--enable'], /Say whom to help and how/],
      [['nobody@example.org', '--enable'], /There is no account of nobody@example\.org/],
      [[second.email, '--root'], /--root/],
    ] as const) {
      const { code, stderr } = await rescue(...args);
      assert.equal(code, 1, args.join(' '));
      assert.match(stderr, answer);
      assert.doesNotMatch(stderr, /\n\s+at /);
    }
    await during(async (system) => {
      const disabled = await rowsOf(system.database)`select person_id as id from auth.disabled_person`;
      assert.deepEqual(disabled, [{ id: second.personId }]);
    });
  });
});
