import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Database } from '@codexcontinue/platform/database/database';
import { migrate } from '@codexcontinue/platform/database/migrate';
import { newId } from '@codexcontinue/platform/ids';
import { sql } from 'drizzle-orm';
import { databaseAdapters } from '../../../platform/test/helpers/databases.ts';
import { createPeopleStore } from '../src/data/people-store.ts';
import { migrations } from '../src/migrations.ts';

/** The migrations up to the one with this number. */
function migrationsUntil(last: number): { folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'migrations-'));
  cpSync(migrations.folder, folder, { recursive: true });
  const path = join(folder, 'meta/_journal.json');
  const journal = JSON.parse(readFileSync(path, 'utf8')) as { entries: { idx: number }[] };
  journal.entries = journal.entries.filter(({ idx }) => idx <= last);
  writeFileSync(path, JSON.stringify(journal));
  return { folder, remove: () => rmSync(folder, { recursive: true }) };
}

for (const adapter of databaseAdapters()) {
  describe(`passwords that were stored with the person, on ${adapter.name}`, () => {
    let database: Database;
    before(async () => {
      database = await adapter.open();
    });
    after(() => database.close());

    const asBefore = async (email: string, hash: string) => {
      const id = newId();
      await database.drizzle.execute(
        sql`insert into auth.person (id, email, name, password_hash) values (${id}, ${email}, 'Ada', ${hash})`,
      );
      return id;
    };
    const hashAsBefore = async (id: string) => {
      const found = await database.drizzle.execute(
        sql`select password_hash from auth.person where id = ${id}`,
      );
      return (found as unknown as { rows: { password_hash: string | null }[] }).rows[0]?.password_hash;
    };

    it('F30 stay good, and both versions see each other’s people while both run', async () => {
      const first = migrationsUntil(0);
      await migrate(database, { ...migrations, folder: first.folder });
      first.remove();
      const id = await asBefore('ada@example.org', 'hash of Ada');
      await migrate(database, migrations);
      const people = createPeopleStore(database);
      const ada = await people.findCredentials('ada@example.org');
      assert.deepEqual([ada?.person.id, ada?.passwordHash], [id, 'hash of Ada']);
      assert.equal(ada?.person.emailVerified, false);
      assert.equal(await people.hasPassword(id), true);

      await asBefore('grace@example.org', 'hash of Grace');
      assert.equal((await people.findCredentials('grace@example.org'))?.passwordHash, 'hash of Grace');
      const made = await people.create({
        id: newId(),
        email: 'alan@example.org',
        name: 'Alan',
        passwordHash: 'hash of Alan',
      });
      assert.equal(await hashAsBefore(made?.id ?? ''), 'hash of Alan');
      await database.drizzle.execute(
        sql`update auth.account set password = 'another hash' where person_id = ${id}`,
      );
      assert.equal(await hashAsBefore(id), 'another hash', 'the old password is good nowhere');
    });
  });
}
