import type { ConstDirectiveNode, ConstValueNode, DocumentNode } from 'graphql';

/** By what name a supergraph uses a directive of a specification; undefined where it does not link the specification. */
export type LinkedDirectives = (specification: string, directive: string) => string | undefined;

const SPECIFICATIONS = 'https://specs.apollo.dev/';

/**
 * Reads the `@link`s of a supergraph. Directives may be renamed, singly by `import` or together by `as`
 * (specs.apollo.dev/link/v1.0): their usual names say nothing.
 *
 * A specification is named as in its address, `cost` for `https://specs.apollo.dev/cost/v0.1`.
 */
export function readLinkedDirectives(supergraph: DocumentNode): LinkedDirectives {
  const names = new Map<string, Map<string, string>>();
  const prefixes = new Map<string, string>();
  for (const link of findLinks(supergraph)) {
    const specification = nameOf(stringArgument(link, 'url'));
    if (specification === undefined) continue;
    prefixes.set(specification, stringArgument(link, 'as') ?? specification);
    names.set(specification, readImports(argument(link, 'import')));
  }
  return (specification, directive) => {
    const prefix = prefixes.get(specification);
    if (prefix === undefined) return undefined;
    const standard = directive === specification ? prefix : `${prefix}__${directive}`;
    return names.get(specification)?.get(directive) ?? standard;
  };
}

/** The value of an argument of an applied directive. */
export function argument(directive: ConstDirectiveNode, name: string): ConstValueNode | undefined {
  return directive.arguments?.find((node) => node.name.value === name)?.value;
}

/** The value of an argument, where it is a string. */
export function stringArgument(directive: ConstDirectiveNode, name: string): string | undefined {
  return stringOf(argument(directive, name));
}

/** The items of a list; like GraphQL's input coercion it takes a single value for a list of one. */
export function itemsOf(value: ConstValueNode | undefined): readonly ConstValueNode[] {
  if (!value || value.kind === 'NullValue') return [];
  return value.kind === 'ListValue' ? value.values : [value];
}

export function stringOf(value: ConstValueNode | undefined): string | undefined {
  return value?.kind === 'StringValue' ? value.value : undefined;
}

/** `@link` may be renamed too; it is the directive that links its own specification. */
function findLinks(supergraph: DocumentNode): ConstDirectiveNode[] {
  const applied = supergraph.definitions.flatMap((definition) =>
    definition.kind === 'SchemaDefinition' || definition.kind === 'SchemaExtension'
      ? (definition.directives ?? [])
      : [],
  );
  const own = applied.find((directive) => {
    const url = stringArgument(directive, 'url');
    const name = stringArgument(directive, 'as') ?? nameOf(url);
    return nameOf(url) === 'link' && (directive.name.value === name || directive.name.value === 'link');
  });
  const name = own?.name.value ?? 'link';
  return applied.filter((directive) => directive.name.value === name);
}

function nameOf(url: string | undefined): string | undefined {
  return url?.startsWith(SPECIFICATIONS) ? url.slice(SPECIFICATIONS.length).split('/')[0] : undefined;
}

/** By the specification's name, without `@`. Types are imported the same way and are of no interest here. */
function readImports(value: ConstValueNode | undefined): Map<string, string> {
  const imports = new Map<string, string>();
  for (const item of itemsOf(value)) {
    const field = (name: string) =>
      item.kind === 'ObjectValue'
        ? stringOf(item.fields.find((candidate) => candidate.name.value === name)?.value)
        : undefined;
    const original = stringOf(item) ?? field('name');
    if (!original?.startsWith('@')) continue;
    imports.set(original.slice(1), (field('as') ?? original).slice(1));
  }
  return imports;
}
