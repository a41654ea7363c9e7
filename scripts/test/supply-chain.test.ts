import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { copyFileSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';
import { ROOT } from '../../test/helpers/running-program.ts';
import { findLicenceFaults } from '../lib/licences.ts';
import { makeSbom, type Sbom } from '../lib/sbom.ts';
import { sbomOf } from '../lib/shipped.ts';
import { runScript } from './run-script.ts';

interface Manifest {
  readonly name: string;
  readonly workspaces?: readonly string[];
  readonly overrides?: Readonly<Record<string, string>>;
  readonly allowScripts?: Readonly<Record<string, boolean>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}
/** A tree of `npm ls --json`. */
interface Listed {
  readonly version?: string;
  readonly dependencies?: Readonly<Record<string, Listed>>;
}
interface Locked {
  readonly version?: string;
  readonly link?: boolean;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly hasInstallScript?: boolean;
}

const EXACT = /^\d+\.\d+\.\d+(-[\w.]+)?$/;
const read = <Value>(path: string) => JSON.parse(readFileSync(join(ROOT, path), 'utf8')) as Value;
const root = read<Manifest>('package.json');
const manifests = [
  'package.json',
  'bench/gateways/package.json',
  ...globSync(root.workspaces?.map((folder) => `${folder}/package.json`) ?? [], { cwd: ROOT }),
];
const locks = ['package-lock.json', 'bench/gateways/package-lock.json'];
const run = promisify(execFile);
const MAXIMUM_BYTES = 64 * 1_024 * 1_024;
const PATH = { PATH: process.env.PATH ?? '' };

describe('what the project depends on', () => {
  it('is said to the last digit', () => {
    assert.ok(manifests.length > 8);
    const loose = manifests.flatMap((path) => {
      const { dependencies, devDependencies, optionalDependencies, overrides } = read<Manifest>(path);
      return Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies, ...overrides })
        .filter(([, version]) => !EXACT.test(version))
        .map(([name, version]) => `${path}: ${name} ${version}`);
    });
    assert.deepEqual(loose, []);
    const notebook = readFileSync(join(ROOT, 'docker/jupyter/requirements.txt'), 'utf8').trim().split('\n');
    assert.deepEqual(
      notebook.filter((line) => !/^[\w.-]+==[\w.]+$/.test(line)),
      [],
    );
  });

  for (const lock of locks) {
    it(`is hashed, and comes from the registry: ${lock}`, () => {
      const { packages } = read<{ packages: Record<string, Locked> }>(lock);
      const installed = Object.entries(packages).filter(
        ([path, { link }]) => path.includes('node_modules/') && !link,
      );
      assert.ok(installed.length > 100);
      for (const [path, { integrity, resolved }] of installed) {
        assert.match(integrity ?? '', /^sha512-/, path);
        if (resolved !== undefined) assert.match(resolved, /^https:\/\/registry\.npmjs\.org\//, path);
      }
    });
  }

  it('is what the lock file says', async () => {
    await checkLock(ROOT);
  });

  it('is refused when the lock file says something else', async () => {
    const copy = mkdtempSync(join(tmpdir(), 'lock-'));
    try {
      for (const path of [...manifests, 'package-lock.json', '.npmrc']) {
        mkdirSync(dirname(join(copy, path)), { recursive: true });
        copyFileSync(join(ROOT, path), join(copy, path));
      }
      await checkLock(copy);
      const changed = { ...root, devDependencies: { ...root.devDependencies, typescript: '7.0.1' } };
      writeFileSync(join(copy, 'package.json'), JSON.stringify(changed));
      await assert.rejects(checkLock(copy));
    } finally {
      rmSync(copy, { recursive: true });
    }
  });

  it('runs nothing when it is installed: each script is refused by name', () => {
    for (const lock of locks) {
      const { packages } = read<{ packages: Record<string, Locked> }>(lock);
      const withScript = Object.entries(packages)
        .filter(([, { hasInstallScript }]) => hasInstallScript)
        .map(([path]) => path.split('node_modules/').at(-1) ?? path);
      if (lock === 'package-lock.json') {
        assert.deepEqual(
          [...new Set(withScript)].filter((name) => root.allowScripts?.[name] !== false),
          [],
        );
      }
    }
    assert.deepEqual(
      Object.entries(root.allowScripts ?? {}).filter(([, allowed]) => allowed),
      [],
    );
    for (const dockerfile of globSync('docker/*.Dockerfile', { cwd: ROOT })) {
      const installs = readFileSync(join(ROOT, dockerfile), 'utf8').match(/npm (?:ci|install)[^\n]*/g) ?? [];
      for (const install of installs) assert.match(install, /^npm ci .*--ignore-scripts/, dockerfile);
    }
  });
});

/** npm compares, installs nothing and asks nobody: what is not in the lock file cannot be found. */
async function checkLock(folder: string): Promise<void> {
  const args = [
    'ci',
    '--dry-run',
    '--ignore-scripts',
    '--offline',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ];
  const env = { ...process.env, npm_config_cache: join(tmpdir(), 'no-npm-cache') };
  await run('npm', args, { cwd: folder, env, maxBuffer: MAXIMUM_BYTES });
}

describe('npm run sbom', () => {
  it('writes every package that is shipped, with version, hash and where it is from', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sbom-'));
    try {
      const path = join(folder, 'bill.json');
      const { code, output } = await runScript('scripts/sbom.ts', [path], PATH);
      assert.equal(code, 0, output);
      const sbom = JSON.parse(readFileSync(path, 'utf8')) as Sbom;
      assert.equal(sbom.bomFormat, 'CycloneDX');
      assert.equal(sbom.metadata.component.name, 'codexcontinue');
      const shipped = new Map(sbom.components.map((component) => [component.purl, component]));
      for (const workspace of ['gateway', 'platform', 'web', 'subgraphs/ml']) {
        for (const [name, version] of Object.entries(
          read<Manifest>(`${workspace}/package.json`).dependencies ?? {},
        )) {
          const component = shipped.get(`pkg:npm/${name.replace('@', '%40')}@${version}`);
          assert.ok(component, `${name} ${version} of ${workspace}`);
          if (!name.startsWith('@codexcontinue/')) assert.equal(component.hashes?.length, 1, name);
        }
      }
      // What only tests and checks use is not shipped.
      for (const name of ['playwright-core', 'knip', 'relay-compiler', 'vite']) {
        assert.equal(
          sbom.components.some((component) => component.name === name),
          false,
          name,
        );
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('the bill of materials', () => {
  it('has what npm says is installed for what is shipped', async () => {
    const workspaces = [
      'gateway',
      'platform',
      'standalone',
      'web',
      'subgraphs/auth',
      'subgraphs/business',
      'subgraphs/ml',
    ];
    const { stdout } = await run(
      'npm',
      [
        'ls',
        '--all',
        '--json',
        '--omit=dev',
        '--package-lock-only',
        ...workspaces.map((name) => `--workspace=${name}`),
      ],
      { cwd: ROOT, maxBuffer: MAXIMUM_BYTES },
    );
    const installed = new Set<string>();
    const collect = (tree: Listed): void => {
      for (const [name, child] of Object.entries(tree.dependencies ?? {})) {
        if (child.version) installed.add(`${name}@${child.version}`);
        collect(child);
      }
    };
    collect(JSON.parse(stdout) as Listed);
    assert.ok(installed.size > 200);
    const billed = new Set(
      sbomOf(ROOT).components.map(
        ({ group, name, version }) => `${group ? `${group}/` : ''}${name}@${version}`,
      ),
    );
    assert.deepEqual(
      [...installed].filter((each) => !billed.has(each)),
      [],
    );
  });

  it('finds each package where Node does, and says who needs it', () => {
    const sbom = makeSbom(
      {
        '': { name: 'app', version: '1.0.0' },
        part: {
          name: '@app/part',
          version: '1.0.0',
          dependencies: { '@app/other': '1.0.0', a: '1.0.0', b: '2.0.0' },
        },
        other: {
          name: '@app/other',
          version: '1.0.0',
          dependencies: { b: '1.0.0' },
          optionalDependencies: { gone: '1.0.0' },
        },
        tool: { name: '@app/tool', version: '1.0.0', dependencies: { unused: '1.0.0' } },
        'node_modules/@app/other': { link: true, resolved: 'other' },
        'node_modules/a': {
          version: '1.0.0',
          dependencies: { b: '^1.0.0' },
          peerDependencies: { missing: '*' },
        },
        'node_modules/b': { version: '1.0.0', integrity: 'sha512-AAEC', license: 'MIT' },
        'part/node_modules/b': { version: '2.0.0', license: '(MIT OR ISC)' },
        'node_modules/unused': { version: '1.0.0' },
      },
      ['', 'part'],
    );
    assert.deepEqual(Object.fromEntries(sbom.dependencies.map(({ ref, dependsOn }) => [ref, dependsOn])), {
      'pkg:npm/app@1.0.0': [],
      'pkg:npm/%40app/part@1.0.0': ['pkg:npm/%40app/other@1.0.0', 'pkg:npm/a@1.0.0', 'pkg:npm/b@2.0.0'],
      'pkg:npm/%40app/other@1.0.0': ['pkg:npm/b@1.0.0'],
      'pkg:npm/a@1.0.0': ['pkg:npm/b@1.0.0'],
      'pkg:npm/b@1.0.0': [],
      'pkg:npm/b@2.0.0': [],
    });
    const [one, two] = sbom.components.filter(({ name }) => name === 'b');
    assert.deepEqual(one?.hashes, [{ alg: 'SHA-512', content: '000102' }]);
    assert.deepEqual(
      [one?.licenses, two?.licenses],
      [[{ license: { id: 'MIT' } }], [{ expression: '(MIT OR ISC)' }]],
    );
  });

  it('is not made of a lock file that lacks something', () => {
    const packages = { '': { name: 'app', version: '1.0.0', dependencies: { a: '1.0.0' } } };
    assert.throws(() => makeSbom(packages, ['']), /lacks a of ""/);
  });
});

describe('npm run licences', () => {
  const component = (name: string, id: string | undefined, expression?: string) => ({
    name,
    version: '1.0.0',
    licenses: expression ? [{ expression }] : id ? [{ license: { id } }] : [],
  });
  const policy = { allowed: ['MIT', 'Apache-2.0'], exceptions: {} };

  it('finds nothing that may not be shipped', async () => {
    const { code, output } = await runScript('scripts/licences.ts', [], PATH);
    assert.equal(code, 0, output);
    assert.match(output, /^\d{3,} packages, 0 that may not be shipped/m);
  });

  it('takes one of several licences, and all that come together', () => {
    const fine = [
      component('a', 'MIT'),
      component('b', undefined, '(MIT OR GPL-3.0-only)'),
      component('c', undefined, 'MIT AND Apache-2.0'),
    ];
    assert.deepEqual(findLicenceFaults(fine, policy), []);
  });

  it('refuses what is not allowed, declares nothing, or cannot be understood', () => {
    const bad = [
      component('a', 'GPL-3.0-only'),
      component('b', undefined),
      component('c', undefined, 'MIT AND GPL-3.0-only'),
      component('d', 'SEE LICENSE IN x'),
    ];
    assert.deepEqual(findLicenceFaults(bad, policy), [
      'a 1.0.0: GPL-3.0-only',
      'b 1.0.0: declares no licence',
      'c 1.0.0: MIT AND GPL-3.0-only',
      'd 1.0.0: SEE LICENSE IN x',
    ]);
  });

  it('lets exceptions through by their whole name, and tells of those that nothing needs', () => {
    const exceptions = { '@scope/a': 'why', b: 'why' };
    const components = [
      { ...component('@scope/a', 'EPL-2.0') },
      component('a', 'EPL-2.0'),
      component('b', 'MIT'),
    ];
    assert.deepEqual(findLicenceFaults(components, { ...policy, exceptions }), [
      'a 1.0.0: EPL-2.0',
      'b: an exception that nothing needs',
    ]);
  });
});
