import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { freePort } from '../../platform/test/helpers/redis-server.ts';
import { createStack, type Stack } from '../helpers/docker.ts';
import { describeJourney } from '../helpers/journey.ts';
import { ROOT } from '../helpers/running-program.ts';

describe('the production layer, started', { timeout: 300_000 }, () => {
  const secrets = mkdtempSync(join(tmpdir(), 'secrets-'));
  let stack: Stack;
  let url: string;

  before(async () => {
    // For a host without a public name Caddy signs its certificate itself.
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
    execFileSync(process.execPath, [join(ROOT, 'platform/bin/make-secrets.ts'), secrets]);
    const httpsPort = await freePort();
    url = `https://localhost:${httpsPort}`;
    stack = await createStack(
      `codexcontinue-test-${randomUUID().slice(0, 8)}`,
      ['docker-compose.yml', 'docker-compose.prod.yml'],
      {
        SECRETS_DIR: secrets,
        SITE_ADDRESS: 'localhost',
        HTTPS_PORT: String(httpsPort),
        // The tags that are pinned are pulled elsewhere; here the ones of the base stack do.
        REDIS_IMAGE: process.env.REDIS_IMAGE ?? 'redis:8',
        POSTGRES_IMAGE: process.env.POSTGRES_IMAGE ?? 'pgvector/pgvector:pg17',
      },
    );
    await stack.compose('build', '--quiet', 'gateway', 'auth', 'business', 'ml', 'caddy');
    await stack.compose('up', '--detach', '--wait', '--wait-timeout', '180', 'caddy');
  });
  after(async () => {
    await stack.down();
    rmSync(secrets, { recursive: true, force: true });
  });

  it('runs two of every service that keeps no state', async () => {
    for (const service of ['gateway', 'auth', 'business', 'ml']) {
      assert.equal((await stack.containersOf(service)).length, 2, service);
    }
  });

  it('sends whoever comes by plain HTTP to HTTPS', async () => {
    const response = await fetch(`${stack.url}/`, { redirect: 'manual', headers: { host: 'localhost' } });
    assert.equal(response.status, 308);
    assert.match(response.headers.get('location') ?? '', /^https:\/\//);
  });

  describe('the journey over HTTPS, through several replicas', () =>
    describeJourney(() => url, 'EXTRACTIVE'));

  it('holds its HTTP headers', async () => {
    const { headers } = await fetch(url);
    assert.equal(headers.get('x-content-type-options'), 'nosniff');
    assert.equal(headers.get('x-frame-options'), 'DENY');
    assert.equal(headers.get('server'), null);
  });
});
