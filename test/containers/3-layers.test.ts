import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, rmSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, describe, it } from 'node:test';
import { createStack, docker, type Stack } from '../helpers/docker.ts';
import { ROOT } from '../helpers/running-program.ts';

const name = () => `codexcontinue-test-${randomUUID().slice(0, 8)}`;

interface ComposeConfig {
  readonly services: Readonly<
    Record<
      string,
      {
        readonly image: string;
        readonly restart?: string;
        readonly read_only?: boolean;
        readonly mem_limit?: string;
        readonly cap_drop?: readonly string[];
        readonly security_opt?: readonly string[];
        readonly deploy?: { readonly replicas?: number };
        readonly secrets?: readonly unknown[];
        readonly volumes?: readonly { readonly source: string; readonly target: string }[];
        readonly ports?: readonly {
          readonly published: string;
          readonly host_ip?: string;
          readonly target: number;
        }[];
      }
    >
  >;
}

const configOf = async (files: readonly string[], env: Readonly<Record<string, string>> = {}) => {
  const args = [
    'compose',
    '-p',
    'config',
    ...files.flatMap((file) => ['-f', file]),
    'config',
    '--format',
    'json',
  ];
  return JSON.parse(await docker(args, env)) as ComposeConfig;
};

describe('the production layer', () => {
  const files = ['docker-compose.yml', 'docker-compose.prod.yml'];
  let services: ComposeConfig['services'];
  before(async () => {
    ({ services } = await configOf(files, { SITE_ADDRESS: 'ai.example.org' }));
  });

  it('wants the host name people open', async () => {
    await assert.rejects(configOf(files, { SITE_ADDRESS: '' }), /SITE_ADDRESS/);
  });

  it('names exact tags, or images built here', () => {
    for (const [service, { image }] of Object.entries(services)) {
      assert.match(image, /^codexcontinue\/|:\d+\.\d+\.\d+|@sha256:/, `${service} uses ${image}`);
    }
  });

  it('restarts, limits and drops what it can, for every service that stays', () => {
    for (const [service, config] of Object.entries(services)) {
      if (service === 'init' || service === 'model') continue;
      assert.equal(config.restart, 'unless-stopped', service);
      assert.deepEqual(config.cap_drop, ['ALL'], service);
      assert.ok(config.security_opt?.includes('no-new-privileges:true'), service);
      if (service !== 'ollama') assert.equal(config.read_only, true, service);
      if (service !== 'ollama') assert.ok(Number(config.mem_limit) > 0, service);
    }
  });

  it('takes secrets from files, and has replicas of what keeps no state', () => {
    for (const service of ['auth', 'business', 'ml', 'gateway']) {
      const config = services[service];
      assert.ok((config?.secrets?.length ?? 0) > 0, `${service} has no secret files`);
      assert.ok(
        !config?.volumes?.some(({ source }) => source === 'secrets'),
        `${service} still mounts the volume`,
      );
      assert.ok((config?.deploy?.replicas ?? 1) >= 2, `${service} has one replica`);
    }
  });

  it('publishes 80 and 443 only', () => {
    const published = Object.values(services).flatMap(({ ports }) => ports ?? []);
    assert.deepEqual([...new Set(published.map((port) => port.published))].sort(), ['443', '80']);
  });
});

describe('the development layer', { timeout: 600_000 }, () => {
  const files = ['docker-compose.yml', 'docker-compose.dev.yml', 'docker/compose.test.yml'];
  let stack: Stack;

  it('publishes its ports on the loopback interface only', async () => {
    const { services } = await configOf(files.slice(0, 2));
    for (const [service, { ports }] of Object.entries(services)) {
      for (const port of ports ?? []) {
        if (service !== 'caddy')
          assert.equal(port.host_ip, '127.0.0.1', `${service} publishes ${port.target}`);
      }
    }
    const inspectors = Object.values(services).filter(({ ports }) =>
      ports?.some(({ target }) => target === 9229),
    );
    assert.equal(inspectors.length, 4);
  });

  describe('started', () => {
    before(async () => {
      stack = await createStack(name(), [
        'docker-compose.yml',
        'docker-compose.dev.yml',
        'docker/compose.test.yml',
        'docker/compose.no-ports.yml',
      ]);
      await stack.compose(
        'build',
        '--quiet',
        'init',
        'auth',
        'business',
        'ml',
        'gateway',
        'ollama',
        'jupyter',
        'vite',
      );
      await stack.compose('up', '--detach', '--wait', '--wait-timeout', '180', 'gateway', 'ollama', 'vite');
    });
    after(() => stack.down());

    it('runs the notebook: signs in, asks the supergraph, plots token rates', async () => {
      const output = await stack.compose(
        'run',
        '--rm',
        '--no-deps',
        '-T',
        'jupyter',
        'sh',
        '-c',
        "jupyter nbconvert --to notebook --execute --output-dir /tmp --output done token-rates.ipynb && python -c \"import json; cells = json.load(open('/tmp/done.ipynb'))['cells']; print([list(o.get('data', {})) for c in cells for o in c.get('outputs', [])]); print([o.get('text') for c in cells for o in c.get('outputs', [])])\"",
      );
      assert.match(output, /image\/png/);
      assert.match(output, /answered by (EXTRACTIVE|OLLAMA)/);
    });

    it('serves the web app from its sources, in front of the gateway', async () => {
      const ask = `fetch('http://127.0.0.1:5173/graphql', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"query":"{ __typename }"}' }).then(async (r) => console.log(await r.text()))`;
      const answer = await stack.compose(
        'exec',
        '-T',
        'vite',
        'sh',
        '-c',
        'until node -e "$0" 2>/dev/null; do sleep 0.5; done',
        ask,
      );
      assert.equal(answer, '{"data":{"__typename":"Query"}}');
    });

    it('hot reload: a changed source restarts the service inside its container', {
      timeout: 60_000,
    }, async () => {
      const [gateway] = await stack.containersOf('gateway');
      assert.ok(gateway);
      const logs = spawn('docker', ['logs', '--follow', gateway], { stdio: ['ignore', 'pipe', 'ignore'] });
      let starts = 0;
      for await (const line of createInterface({ input: logs.stdout })) {
        if (!line.includes('listening at http://127.0.0.1:4000')) continue;
        starts += 1;
        if (starts === 2) break;
        const now = new Date();
        utimesSync(join(ROOT, 'gateway/src/server.ts'), now, now);
      }
      logs.kill();
      assert.equal(starts, 2);
    });
  });
});

describe('npm run secrets', () => {
  it('makes what production needs, once, and keeps it from other people of the machine', () => {
    const directory = join(ROOT, `secrets-test-${randomUUID()}`);
    const run = (...args: string[]) =>
      execFileSync(process.execPath, [join(ROOT, 'platform/bin/make-secrets.ts'), ...args, directory], {
        encoding: 'utf8',
        stdio: 'pipe',
      });
    try {
      assert.match(run(), /are made/);
      assert.match(run(), /are kept/);
      for (const file of [
        'auth/DATABASE_URL',
        'gateway/INTERNAL_PRIVATE_KEY',
        'postgres/POSTGRES_PASSWORD',
      ]) {
        assert.ok(existsSync(join(directory, file)), file);
      }
      assert.equal(statSync(directory).mode & 0o777, 0o700);
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  });
});
