import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'drizzle-orm';
import type { Database } from '../src/database/database.ts';
import { createLogger, type Logger } from '../src/log.ts';
import { openEmptyPglite } from './helpers/empty-pglite.ts';

const SECRET_WORDS = 'my diagnosis is private';

function loggedLines(write: (logger: ReturnType<typeof createLogger>) => void): string[] {
  const lines: string[] = [];
  write(createLogger('test', 'debug', { write: (line) => void lines.push(line) }));
  return lines;
}

describe('the log', () => {
  let database: Database;
  before(async () => {
    database = await openEmptyPglite();
  });
  after(() => database.close());

  async function failedQuery(): Promise<unknown> {
    return database.drizzle.execute(sql`select ${SECRET_WORDS}::text from nowhere`).then(
      () => assert.fail('the query answered'),
      (error: unknown) => error,
    );
  }

  it('keeps the words of a failed query to itself', async () => {
    const error = await failedQuery();
    assert.match(String(error), /my diagnosis is private/, 'the error does carry them');
    const [line] = loggedLines((logger) => logger.error({ err: error }, 'a query failed'));
    assert.doesNotMatch(line ?? '', /diagnosis|select/);
    assert.equal(JSON.parse(line ?? '').msg, 'a query failed');
  });

  it('keeps them wherever the error stands', async () => {
    const error = await failedQuery();
    const duplicate = Object.assign(new Error('duplicate key'), {
      severity: 'ERROR',
      code: '23505',
      detail: `Key (email)=(${SECRET_WORDS}) already exists.`,
    });
    for (const log of [
      (logger: Logger) => logger.error(error),
      (logger: Logger) => logger.error({ err: new Error('outer', { cause: error }) }, 'wrapped'),
      (logger: Logger) => logger.error({ err: new AggregateError([error], 'several') }, 'gathered'),
      (logger: Logger) => logger.error({ reason: error }, 'under another name'),
      (logger: Logger) => logger.error({ err: duplicate }, 'a constraint'),
      (logger: Logger) => logger.child({ requestId: '1' }).error(error),
    ]) {
      const [line = ''] = loggedLines(log);
      assert.doesNotMatch(line, /diagnosis/);
      assert.match(line, /nowhere|SQLSTATE/, 'the reason is kept');
    }
  });

  it('escapes control characters: A21 nobody forges a line or drives a terminal', () => {
    const hostile = 'x\r\n{"level":60,"msg":"forged"}\u001b[2J\u0000';
    const lines = loggedLines((logger) => logger.info({ operationName: hostile }, hostile));
    assert.equal(lines.length, 1);
    const [line = ''] = lines;
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
    assert.doesNotMatch(line.trimEnd(), /[\u0000-\u001f\u007f]/);
    assert.equal(JSON.parse(line).operationName, hostile);
  });

  it('A21 escapes the control characters that JSON does not', () => {
    const hostile = 'x\u007f\u0085\u009b2J\u2028\u2029\u202e\u2066\u200f';
    const lines = loggedLines((logger) =>
      logger.child({ [hostile]: 1 }).info({ operationName: hostile }, hostile),
    );
    assert.equal(lines.length, 1);
    const [line = ''] = lines;
    // Nothing but printable ASCII is left of it, and it still means what it did.
    assert.match(line.trimEnd(), /^[\u0020-\u007e]+$/);
    assert.match(line, /\\u009b2J\\u2028/);
    assert.equal(JSON.parse(line).operationName, hostile);
    assert.equal(JSON.parse(line).msg, hostile);
    assert.equal(JSON.parse(line)[hostile], 1);
  });

  it('leaves the words of all languages as they are', () => {
    const words = 'Ærø 東京 🙂 naïve';
    const [line = ''] = loggedLines((logger) => logger.info(words));
    assert.ok(line.includes(words));
  });

  it('redacts credentials, at the top and one level down', () => {
    const secrets = { password: 'p4ss', accessToken: 'p4ss', authorization: 'p4ss', cookie: 'p4ss' };
    const [line = ''] = loggedLines((logger) => logger.info({ ...secrets, headers: secrets }, 'a request'));
    assert.doesNotMatch(line, /p4ss/);
    assert.equal(line.match(/\[redacted\]/g)?.length, 8);
  });

  it('takes what is thrown that is no error', () => {
    const [line = ''] = loggedLines((logger) => logger.error({ err: 'only words' }, 'thrown'));
    assert.equal(JSON.parse(line).err.message, 'only words');
  });

  it('says nothing below its level', () => {
    assert.deepEqual(
      loggedLines((logger) => logger.trace('too quiet')),
      [],
    );
  });
});
