import spdxSatisfies from 'spdx-satisfies';
import type { Licensed } from './licences.ts';

/** A package as the lock file has it (lockfileVersion 3). */
export interface LockedPackage {
  readonly name?: string;
  readonly version?: string;
  readonly link?: boolean;
  readonly resolved?: string;
  /** Subresource integrity. */
  readonly integrity?: string;
  readonly license?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** A part of what is shipped. */
export interface Component extends Licensed {
  readonly type: 'library' | 'application';
  readonly 'bom-ref': string;
  readonly version: string;
  readonly purl: string;
  readonly hashes?: readonly { readonly alg: string; readonly content: string }[];
}

/** A bill of materials, CycloneDX 1.6 (ECMA-424). */
export interface Sbom {
  readonly bomFormat: 'CycloneDX';
  readonly specVersion: '1.6';
  readonly version: 1;
  readonly metadata: { readonly component: Component };
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
}

/**
 * Everything that is reached from the shipped workspaces, as Node would find it. It has no time and no random number in it:
 * the same lock file gives the same bill.
 *
 * npm's own (`npm sbom`) leaves packages out of a workspace project that are shipped, React and GraphQL among them (npm 11.19).
 *
 * @param shipped folders of workspaces; `''` is the root
 * @throws Error when the lock file lacks something
 */
export function makeSbom(
  packages: Readonly<Record<string, LockedPackage>>,
  shipped: readonly string[],
): Sbom {
  const found = new Map<string, readonly string[]>();
  const open = [...shipped];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (found.has(path)) continue;
    const reached = dependenciesOf(packages, path);
    found.set(path, reached);
    open.push(...reached);
  }
  const components = new Map<string, Component>();
  const dependencies = new Map<string, Set<string>>();
  for (const [path, reached] of found) {
    const component = componentOf(path, packageAt(packages, path));
    components.set(component['bom-ref'], component);
    const refs = dependencies.get(component['bom-ref']) ?? new Set();
    for (const each of reached) refs.add(componentOf(each, packageAt(packages, each))['bom-ref']);
    dependencies.set(component['bom-ref'], refs);
  }
  const root = componentOf('', packageAt(packages, ''));
  components.delete(root['bom-ref']);
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: { component: root },
    components: [...components.values()].sort((one, other) => (one['bom-ref'] < other['bom-ref'] ? -1 : 1)),
    dependencies: [...dependencies]
      .map(([ref, refs]) => ({ ref, dependsOn: [...refs].sort() }))
      .sort((one, other) => (one.ref < other.ref ? -1 : 1)),
  };
}

function packageAt(packages: Readonly<Record<string, LockedPackage>>, path: string): LockedPackage {
  const found = packages[path];
  if (found === undefined) throw new Error(`The lock file lacks "${path}".`);
  return found;
}

/** Where Node finds what a package asks for; peers and optional packages count when they are there. */
function dependenciesOf(packages: Readonly<Record<string, LockedPackage>>, path: string): string[] {
  const { dependencies = {}, optionalDependencies = {}, peerDependencies = {} } = packageAt(packages, path);
  const required = new Set(
    Object.keys(dependencies).filter((name) => !Object.hasOwn(optionalDependencies, name)),
  );
  const names = new Set([
    ...required,
    ...Object.keys(optionalDependencies),
    ...Object.keys(peerDependencies),
  ]);
  return [...names].flatMap((name) => {
    const place = find(packages, path, name);
    if (place === undefined && required.has(name))
      throw new Error(`The lock file lacks ${name} of "${path}".`);
    return place === undefined ? [] : [place];
  });
}

/** Node's look-up: the nearest `node_modules`, going up; a link leads to a workspace. */
function find(
  packages: Readonly<Record<string, LockedPackage>>,
  from: string,
  name: string,
): string | undefined {
  for (let folder = from; ; folder = folder.includes('/') ? folder.slice(0, folder.lastIndexOf('/')) : '') {
    if (!folder.endsWith('node_modules')) {
      const path = folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`;
      const found = packages[path];
      if (found) return found.link ? found.resolved : path;
    }
    if (folder === '') return undefined;
  }
}

function componentOf(
  path: string,
  { name, version = '0.0.0', integrity, license }: LockedPackage,
): Component {
  const full = name ?? path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
  const [group, short] = full.startsWith('@') ? full.split('/') : [undefined, full];
  const purl = `pkg:npm/${full.replace('@', '%40')}@${version}`;
  return {
    type: path.includes('node_modules/') ? 'library' : 'application',
    'bom-ref': purl,
    ...(group === undefined ? {} : { group }),
    name: short ?? full,
    version,
    purl,
    ...(integrity === undefined ? {} : { hashes: [{ alg: 'SHA-512', content: hexOf(integrity) }] }),
    licenses: license === undefined ? [] : [licenceEntry(license)],
  };
}

function hexOf(integrity: string): string {
  return Buffer.from(integrity.replace(/^sha512-/, ''), 'base64').toString('hex');
}

/** CycloneDX tells SPDX's identifiers, its expressions and other names apart. */
function licenceEntry(license: string): NonNullable<Licensed['licenses']>[number] {
  if (/[\s(]/.test(license)) return { expression: license };
  try {
    spdxSatisfies(license, ['MIT']);
    return { license: { id: license } };
  } catch {
    return { license: { name: license } };
  }
}
