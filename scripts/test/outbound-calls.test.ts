import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { ROOT } from '../../test/helpers/running-program.ts';

/** What can open a connection to somewhere, by module; `true`: whatever is imported of it. */
const CLIENTS: Readonly<Record<string, true | readonly string[]>> = {
  undici: true,
  ollama: true,
  '@fastify/reply-from': true,
  '@fastify/http-proxy': true,
  '@opentelemetry/exporter-trace-otlp-http': true,
  jose: ['createRemoteJWKSet'],
  nodemailer: true,
  'better-auth/plugins': ['genericOAuth', 'oneTap', 'captcha', 'haveIBeenPwned'],
  'better-auth/social-providers': true,
  'node:http': ['request', 'get', 'Agent'],
  'node:https': true,
  'node:http2': ['connect'],
  'node:net': ['connect', 'createConnection', 'Socket'],
  'node:tls': true,
  'node:dgram': true,
};

const IMPORT = /import (?!type )([^;]*?) from '([^']+)'|import\('([^']+)'\)/g;
/** The global one, called with something. */
const GLOBAL_FETCH = /globalThis\.fetch\(|(?<![\w.#'])fetch\((?!\))/;

function callsOut(source: string): boolean {
  const code = source.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
  if (GLOBAL_FETCH.test(code)) return true;
  return [...code.matchAll(IMPORT)].some(([, clause = '*', from, dynamic]) => {
    const client = CLIENTS[from ?? dynamic ?? ''];
    const names = clause
      .replace(/[{}]/g, '')
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '' && !name.startsWith('type '));
    if (client === undefined || names.length === 0) return false;
    return (
      client === true ||
      names.some((name) => name.startsWith('*') || client.includes(name.split(' ')[0] ?? ''))
    );
  });
}

describe('calls out of the system', () => {
  const files = globSync('{platform,gateway,standalone,subgraphs/*}/src/**/*.ts', { cwd: ROOT });
  // What egress is made of.
  const found = files
    .filter((file) => !file.startsWith('platform/src/egress/'))
    .filter((file) => callsOut(readFileSync(join(ROOT, file), 'utf8')))
    .sort();

  it('are made in the files the documentation names, each with why it may, and nowhere else', () => {
    const text = readFileSync(join(ROOT, 'docs/operating.md'), 'utf8');
    const section = text.split('\n## Calls out of the system\n')[1]?.split('\n## ')[0] ?? '';
    const rows = [...section.matchAll(/^\| `([\w./-]+\.ts)` \| .+ \| (yes|no): .+ \|$/gm)];
    assert.ok(files.length > 100);
    assert.deepEqual(found, rows.map(([, file]) => file).sort());
  });

  it('are seen however they are written', () => {
    for (const source of [
      "import { request } from 'undici';",
      "import { type Dispatcher, fetch as f } from 'undici';",
      "import { createRemoteJWKSet, jwtVerify } from 'jose';",
      "import * as https from 'node:https';",
      "import { createTransport } from 'nodemailer';",
      "import { genericOAuth, twoFactor } from 'better-auth/plugins';",
      "const { request } = await import('undici');",
      'await fetch(url);',
      'globalThis.fetch(url)',
    ])
      assert.equal(callsOut(source), true, source);
    for (const source of [
      "import type { Dispatcher } from 'undici';",
      "import { type Dispatcher } from 'undici';",
      "import { jwtVerify } from 'jose';",
      "import { isIP } from 'node:net';",
      "import { createServer } from 'node:http';",
      '// fetch(url)',
      'this.fetch(url)',
      'prefetch(url)',
    ])
      assert.equal(callsOut(source), false, source);
  });
});
