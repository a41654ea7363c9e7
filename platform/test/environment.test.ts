import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import {
  EnvironmentError,
  list,
  oneOf,
  optional,
  pairs,
  port,
  readEnvironment,
  required,
  secret,
  text,
  url,
  withDefault,
} from '../src/environment.ts';

const SPEC = {
  PORT: withDefault(port, 4000),
  DATABASE_URL: required(url('postgres:')),
  SECRET: required(secret(8)),
  LEVEL: withDefault(oneOf('info', 'debug'), 'info'),
  PACKS: withDefault(list, []),
  ROUTES: optional(pairs),
  NAME: optional(text),
};
const GOOD = { DATABASE_URL: 'postgres://db/x', SECRET: '12345678' };

const faultsOf = (source: Record<string, string>) => {
  try {
    readEnvironment(SPEC, source);
  } catch (error) {
    assert.ok(error instanceof EnvironmentError);
    return error.faults;
  }
  return assert.fail('the environment was accepted');
};

describe('environment', () => {
  it('reads values and fills in defaults', () => {
    assert.deepEqual(
      readEnvironment(SPEC, { ...GOOD, PORT: '8080', PACKS: 'legal, health', ROUTES: '/a=http://b,/c=d=e' }),
      {
        PORT: 8080,
        DATABASE_URL: 'postgres://db/x',
        SECRET: '12345678',
        LEVEL: 'info',
        PACKS: ['legal', 'health'],
        ROUTES: { '/a': 'http://b', '/c': 'd=e' },
        NAME: undefined,
      },
    );
  });

  it('tells all faults at once, and no secret', () => {
    const faults = faultsOf({
      PORT: '70000',
      DATABASE_URL: 'mysql://me:hunter2@db',
      SECRET: 'short',
      LEVEL: 'loud',
    });
    assert.equal(faults.length, 4);
    for (const name of ['PORT', 'DATABASE_URL', 'SECRET', 'LEVEL'])
      assert.ok(faults.some((fault) => fault.startsWith(name)));
    assert.doesNotMatch(faults.join('\n'), /hunter2|short"/);
  });

  it('says what is missing and the two ways to set it', () => {
    assert.match(faultsOf({}).join('\n'), /DATABASE_URL is missing\. Set it, or set DATABASE_URL_FILE/);
  });

  it('reads a value from a file, and refuses one that is set twice or cannot be read', () => {
    const folder = mkdtempSync(join(tmpdir(), 'environment-'));
    const path = join(folder, 'secret');
    writeFileSync(path, 'from a file\n');
    const { SECRET, ...rest } = GOOD;
    assert.equal(readEnvironment(SPEC, { ...rest, SECRET_FILE: path }).SECRET, 'from a file');
    assert.match(faultsOf({ ...rest, SECRET, SECRET_FILE: path }).join(), /set twice/);
    assert.match(
      faultsOf({ ...rest, SECRET_FILE: join(folder, 'none') }).join(),
      /cannot be read \(ENOENT\)/,
    );
    rmSync(folder, { recursive: true });
  });
});
