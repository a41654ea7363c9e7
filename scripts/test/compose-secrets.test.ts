import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { readGatewayEnvironment } from '../../gateway/src/environment.ts';
import { encryptionKeys } from '../../platform/src/encryption/key-ring.ts';
import { readAuthEnvironment } from '../../subgraphs/auth/src/environment.ts';
import { readBusinessEnvironment } from '../../subgraphs/business/src/environment.ts';
import { readMlEnvironment } from '../../subgraphs/ml/src/environment.ts';
import { ROOT } from '../../test/helpers/running-program.ts';

const READERS = {
  gateway: readGatewayEnvironment,
  auth: readAuthEnvironment,
  business: readBusinessEnvironment,
  ml: readMlEnvironment,
};
type ServiceName = keyof typeof READERS;
const NAMES = Object.keys(READERS) as ServiceName[];

/** The lines of one service in a Compose file. */
function serviceIn(file: string, name: string): string {
  const text = readFileSync(join(ROOT, file), 'utf8');
  const [, services = ''] = text.split(/^services:$/m);
  return services.split(new RegExp(`^  ${name}:$`, 'm'))[1]?.split(/^ {0,2}\S/m)[0] ?? '';
}

describe('npm run secrets', () => {
  const directory = join(mkdtempSync(join(tmpdir(), 'secrets-')), 'made');
  const make = () =>
    execFileSync(process.execPath, [join(ROOT, 'platform/bin/make-secrets.ts'), directory], {
      encoding: 'utf8',
    });
  const read = (file: string) => readFileSync(join(directory, file), 'utf8');
  before(() => {
    assert.match(make(), /are made/);
  });
  after(() => rmSync(join(directory, '..'), { recursive: true }));

  it('makes a key that what is stored is encrypted with, the same for business and ml, and keeps it', () => {
    const made = read('business/ENCRYPTION_KEYS');
    assert.equal(encryptionKeys(made).current.bytes.length, 32);
    assert.equal(read('ml/ENCRYPTION_KEYS'), made);
    assert.equal(statSync(join(directory, 'ml/ENCRYPTION_KEYS')).mode & 0o777, 0o444);
    for (const other of ['gateway', 'auth', 'postgres'])
      assert.equal(existsSync(join(directory, other, 'ENCRYPTION_KEYS')), false, other);
    assert.match(make(), /are kept/);
    assert.equal(read('business/ENCRYPTION_KEYS'), made);
  });

  it('adds the key to the secrets of an earlier version, once for both', () => {
    for (const service of ['business', 'ml']) rmSync(join(directory, service, 'ENCRYPTION_KEYS'));
    make();
    assert.equal(read('business/ENCRYPTION_KEYS'), read('ml/ENCRYPTION_KEYS'));
    rmSync(join(directory, 'ml/ENCRYPTION_KEYS'));
    const kept = read('business/ENCRYPTION_KEYS');
    make();
    assert.deepEqual([read('business/ENCRYPTION_KEYS'), read('ml/ENCRYPTION_KEYS')], [kept, kept]);
  });

  it('makes all that the production layer hands to each service', () => {
    const prod = readFileSync(join(ROOT, 'docker-compose.prod.yml'), 'utf8');
    const files = [...prod.matchAll(/file: \$\{SECRETS_DIR:-\.\/secrets\}\/(\S+)/g)].map(
      ([, file = '']) => file,
    );
    assert.ok(files.includes('business/ENCRYPTION_KEYS') && files.length > 8);
    for (const file of files) assert.ok(existsSync(join(directory, file)), file);
  });

  it('makes files that each service reads as both Compose files name them', () => {
    for (const [file, place] of [
      ['docker-compose.yml', '/secrets/'],
      ['docker-compose.prod.yml', '/run/secrets/'],
    ] as const) {
      for (const name of NAMES) {
        const named = [
          ...serviceIn(file, name).matchAll(/^ {6}(\w+)_FILE: (?:&\S+ )?(?:\$\{\w+-)?([^}\s]+)/gm),
        ];
        const anchors = file === 'docker-compose.yml' && name === 'ml' ? 3 : 2;
        assert.ok(named.length >= anchors, `${file} ${name}`);
        const given = named.map(([, variable = '', path = '']) => [
          `${variable}_FILE`,
          join(directory, name, path.startsWith('*') ? 'ENCRYPTION_KEYS' : path.slice(place.length)),
        ]);
        const values = READERS[name]({
          ...Object.fromEntries(given),
          REDIS_URL: 'redis://redis',
          DATA_DIR: '/data',
          HARDENED: '1',
        });
        assert.equal(values.HARDENED, '1', `${file} ${name}`);
      }
    }
  });
});

describe('the Compose files', () => {
  it('hand each service the variables of calls out that it reads', () => {
    for (const name of NAMES) {
      const asked = new Set<string>();
      const spy = new Proxy<NodeJS.ProcessEnv>({}, { get: (_, key) => void asked.add(String(key)) });
      try {
        READERS[name](spy);
      } catch {
        // Only what it asks for is wanted.
      }
      const lines = serviceIn('docker-compose.yml', name);
      for (const variable of ['EGRESS_ALLOW', 'POLICY_URL', 'SMTP_URL', 'OIDC_PROVIDERS', 'OLLAMA_URL']) {
        assert.equal(
          new RegExp(`^ {6}${variable}: `, 'm').test(lines),
          asked.has(variable),
          `${name} ${variable}`,
        );
      }
    }
  });
});
