import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { COMMON_HEADERS, contentSecurityPolicy, type PageName } from '../src/http/page-policy.ts';
import { startTestGateway, type TestGateway } from './support/gateway.ts';

const PAGES: readonly [path: string, page: PageName][] = [
  ['/', 'app'],
  ['/index.html', 'app'],
  ['/w/1/c/2', 'app'],
  ['/playground', 'playground'],
  ['/playground.html', 'playground'],
  ['/diagram.html', 'diagram'],
];

describe('what the pages of the web app are sent with', () => {
  let gateway: TestGateway;
  let directory: string;

  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'gateway-policy-'));
    await mkdir(join(directory, 'assets'));
    await writeFile(
      join(directory, 'index.html'),
      `<meta property="csp-nonce" nonce='{{placeholder "http.request.uuid"}}' />`,
    );
    await writeFile(join(directory, 'playground.html'), 'playground');
    await writeFile(join(directory, 'diagram.html'), 'diagram');
    await writeFile(join(directory, 'assets', 'main-abc.js'), 'export {};');
    gateway = await startTestGateway({ webDirectory: directory });
  });
  after(async () => {
    await gateway[Symbol.asyncDispose]();
    await rm(directory, { recursive: true });
  });

  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(`${gateway.url}${path}`, { headers: { accept: 'text/html', ...headers } });

  for (const [path, page] of PAGES) {
    it(`gives ${path} the policy of the ${page}`, async () => {
      const response = await get(path);
      assert.equal(response.status, 200);
      const policy = String(response.headers.get('content-security-policy'));
      const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? '';
      assert.equal(policy, contentSecurityPolicy(page, nonce));
      for (const [name, value] of Object.entries(COMMON_HEADERS))
        assert.equal(response.headers.get(name), value);
      assert.equal(response.headers.get('x-frame-options'), page === 'diagram' ? 'SAMEORIGIN' : 'DENY');
      assert.equal(response.headers.get('cache-control'), 'no-cache');
    });
  }

  it('gives each response of the app a nonce of its own, in the page and the policy alike', async () => {
    const seen = new Set<string>();
    for (let time = 0; time < 20; time += 1) {
      const response = await get('/');
      const nonce =
        /'nonce-([^']+)'/.exec(String(response.headers.get('content-security-policy')))?.[1] ?? '';
      assert.match(nonce, /^[\w-]{22}$/);
      assert.equal(await response.text(), `<meta property="csp-nonce" nonce='${nonce}' />`);
      // With a validator a browser would put the old page together with the new policy.
      assert.equal(response.headers.get('etag'), null);
      assert.equal(response.headers.get('last-modified'), null);
      seen.add(nonce);
    }
    assert.equal(seen.size, 20);
  });

  it('lets no page run what is written into it, or frame another site', () => {
    for (const page of ['app', 'playground', 'diagram'] as const) {
      const directives = new Map(
        contentSecurityPolicy(page, 'n')
          .split('; ')
          .map((directive) => {
            const [name = '', ...values] = directive.split(' ');
            return [name, values.join(' ')] as const;
          }),
      );
      assert.equal(directives.get('default-src'), "'none'");
      assert.equal(directives.get('script-src'), "'self'");
      assert.equal(directives.get('object-src'), "'none'");
      assert.equal(directives.get('base-uri'), "'none'");
      assert.doesNotMatch([...directives.values()].join(' '), /https?:|\*|unsafe-eval/);
    }
    assert.match(contentSecurityPolicy('app', 'n'), /style-src 'self' 'nonce-n';/);
    assert.match(contentSecurityPolicy('app', 'n'), /frame-ancestors 'none'/);
    assert.match(contentSecurityPolicy('diagram', 'n'), /frame-ancestors 'self'; sandbox allow-scripts$/);
  });

  it('lets the scripts of the page that draws diagrams be fetched from its own origin', async () => {
    const asset = await get('/assets/main-abc.js');
    assert.equal(asset.headers.get('access-control-allow-origin'), '*');
    assert.equal(asset.headers.get('x-content-type-options'), 'nosniff');
    assert.equal((await get('/')).headers.get('access-control-allow-origin'), null);
  });

  it('is what Caddy sends, too', async () => {
    const caddyfile = await readFile(new URL('../../docker/caddy/Caddyfile', import.meta.url), 'utf8');
    const policies = [...caddyfile.matchAll(/Content-Security-Policy "([^"]+)"/g)].map(
      ([, policy]) => policy,
    );
    assert.deepEqual(
      policies,
      (['playground', 'diagram', 'app'] as const).map((page) =>
        contentSecurityPolicy(page, '{http.request.uuid}'),
      ),
    );
    for (const [name, value] of Object.entries(COMMON_HEADERS)) {
      const sent = new RegExp(`^\\t+${name} "?([^"\\n]+)"?$`, 'im').exec(caddyfile)?.[1];
      assert.equal(sent, value, name);
    }
    const page = await readFile(new URL('../../web/index.html', import.meta.url), 'utf8');
    assert.match(page, /nonce='\{\{placeholder "http\.request\.uuid"\}\}'/);
  });
});
