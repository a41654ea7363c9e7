import { dirname, join, normalize } from 'node:path';
import { parseSync } from 'oxc-parser';

/** A workspace's folder and the workspaces its sources may import. */
const ALLOWED: readonly { readonly folder: RegExp; readonly mayImport: readonly RegExp[] }[] = [
  { folder: /^platform\/src\//, mayImport: [] },
  { folder: /^gateway\/src\//, mayImport: [/^platform\//] },
  { folder: /^subgraphs\/([^/]+)\/src\//, mayImport: [/^platform\//] },
  { folder: /^schema\/(src|bin)\//, mayImport: [/^platform\//] },
  { folder: /^standalone\/src\//, mayImport: [/^platform\//, /^gateway\//, /^subgraphs\//] },
  { folder: /^web\/src\//, mayImport: [] },
  { folder: /^docker\/ollama-simulator\/src\//, mayImport: [/^platform\//] },
];

const PACKAGES: readonly { readonly name: RegExp; readonly folder: string }[] = [
  { name: /^@codexcontinue\/platform\//, folder: 'platform/' },
  { name: /^@codexcontinue\/gateway\//, folder: 'gateway/' },
  { name: /^@codexcontinue\/subgraph-([^/]+)\//, folder: 'subgraphs/$1/' },
  { name: /^@codexcontinue\/ollama-simulator\//, folder: 'docker/ollama-simulator/' },
  { name: /^@codexcontinue\/web\//, folder: 'web/' },
];

/**
 * Imports that cross a line of the architecture, and circles of modules.
 *
 * @param sources texts by path relative to the root
 */
export function findBoundaryFaults(sources: ReadonlyMap<string, string>): string[] {
  const graph = new Map([...sources].map(([path, text]) => [path, importsOf(path, text)]));
  return [...findCrossings(graph), ...findCircles(graph)];
}

/** A module's imports as paths relative to the root; type imports count for crossings only. */
interface Import {
  readonly target: string;
  readonly typeOnly: boolean;
}

function importsOf(path: string, text: string): Import[] {
  const { module, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path} cannot be parsed: ${errors[0]?.message}`);
  const statics = module.staticImports.map((item) => ({
    specifier: item.moduleRequest.value,
    typeOnly: item.entries.length > 0 && item.entries.every((entry) => entry.isType),
  }));
  const reexports = module.staticExports.flatMap((item) =>
    item.entries.flatMap((entry) =>
      entry.moduleRequest ? [{ specifier: entry.moduleRequest.value, typeOnly: entry.isType }] : [],
    ),
  );
  const dynamics = module.dynamicImports.map((item) => ({
    specifier: text.slice(item.moduleRequest.start + 1, item.moduleRequest.end - 1),
    typeOnly: true,
  }));
  return [...statics, ...reexports, ...dynamics].flatMap(({ specifier, typeOnly }) => {
    const target = resolve(path, specifier);
    return target ? [{ target, typeOnly }] : [];
  });
}

function resolve(from: string, specifier: string): string | undefined {
  if (specifier.startsWith('.')) return normalize(join(dirname(from), specifier));
  const owner = PACKAGES.find(({ name }) => name.test(specifier));
  if (!owner) return undefined;
  const folder = specifier.replace(new RegExp(`${owner.name.source}.*$`), owner.folder);
  return `${folder}src/${specifier.replace(owner.name, '')}.ts`;
}

function workspaceOf(path: string): string {
  return /^((?:subgraphs|docker)\/[^/]+|[^/]+)\//.exec(path)?.[0] ?? path;
}

function findCrossings(graph: ReadonlyMap<string, readonly Import[]>): string[] {
  return [...graph].flatMap(([path, imports]) => {
    const rule = ALLOWED.find(({ folder }) => folder.test(path));
    if (!rule) return [];
    return imports
      .filter(({ target }) => workspaceOf(target) !== workspaceOf(path))
      .filter(({ target }) => !rule.mayImport.some((allowed) => allowed.test(target)))
      .map(({ target }) => `${path} may not import ${target}`);
  });
}

function findCircles(graph: ReadonlyMap<string, readonly Import[]>): string[] {
  const state = new Map<string, 'open' | 'done'>();
  const circles: string[] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    if (state.get(path) === 'done') return;
    if (state.get(path) === 'open') {
      circles.push(`a circle: ${[...trail.slice(trail.indexOf(path)), path].join(' → ')}`);
      return;
    }
    state.set(path, 'open');
    for (const { target, typeOnly } of graph.get(path) ?? []) {
      if (!typeOnly && graph.has(target)) visit(target, [...trail, path]);
    }
    state.set(path, 'done');
  };
  for (const path of graph.keys()) visit(path, []);
  return circles;
}
