import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Database } from '@codexcontinue/platform/database/database';
import { databaseAdapters } from '../../../platform/test/helpers/databases.ts';
import { ANONYMOUS, type AuthSystem, type Somebody, startAuthSystem } from './helpers/auth-system.ts';
import { rowsOf } from './helpers/database-rows.ts';

// On a server, beside auth that runs; in the directory of `npm start` they have tests of their own.
for (const adapter of databaseAdapters().filter(({ name }) => name === 'Postgres')) {
  describe(`commands of the operator on ${adapter.name}`, () => {
    let database: Database;
    let system: AuthSystem;
    let ada: Somebody;
    before(async () => {
      database = await adapter.open();
      system = await startAuthSystem({ database });
      ada = await system.signUp();
    });
    after(() => system.close());

    async function run(command: string, ...args: string[]): Promise<string> {
      assert.ok(database.source.kind === 'postgres');
      const { stdout } = await promisify(execFile)(
        process.execPath,
        [fileURLToPath(new URL(`../src/${command}.ts`, import.meta.url)), ...args],
        {
          env: {
            PATH: process.env.PATH,
            DATABASE_URL: database.source.connectionString,
            AUTH_SIGNING_KEY: system.signingKeyPem,
          },
        },
      );
      return stdout;
    }
    /** Answers the type of the answer, or the code why there is none. */
    async function signIn(): Promise<string> {
      const { data, errors } = await system.ask(
        ANONYMOUS,
        'mutation ($input: SignInInput!) { signIn(input: $input) { __typename } }',
        { input: { email: ada.email, password: ada.password } },
      );
      return errors?.[0]?.extensions.code ?? data.signIn.__typename;
    }

    it('let somebody in again, make them administrator, and tell the log', async () => {
      await rowsOf(database)`insert into auth.disabled_person (person_id) values (${ada.personId})`;
      assert.equal(await signIn(), 'FORBIDDEN');
      assert.equal(
        await run('rescue', ada.email, '--enable', '--administrator'),
        `${ada.email} may use the instance.\n${ada.email} is an administrator of the instance.\n`,
      );
      // What signing in tells the log takes with it what others have told.
      assert.equal(await signIn(), 'SignedIn');
      const { data } = await system.ask(await system.callerOf(ada), '{ me { isInstanceAdmin } }');
      assert.equal(data.me.isInstanceAdmin, true);
      const told = () => rowsOf<{ action: string }>(database)`
        select action from auth.audit_event where details->>'by' = 'npm run rescue' order by sequence`;
      while ((await told()).length < 2);
      assert.deepEqual(await told(), [
        { action: 'person.enabled' },
        { action: 'instance.administrator_appointed' },
      ]);
    });

    it('follow the audit log', async () => {
      assert.match(
        await run('verify-audit'),
        /^The audit log is whole: \d+ events, .* [1-9]\d* signed checkpoints\.\n$/,
      );
    });
  });
}
