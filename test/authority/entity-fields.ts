import { readdirSync, readFileSync } from 'node:fs';
import {
  buildASTSchema,
  type GraphQLField,
  type GraphQLObjectType,
  getNamedType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
  parse,
} from 'graphql';

const SUBGRAPHS = new URL('../../subgraphs/', import.meta.url);

/** An entity that a subgraph resolves. */
export interface Entity {
  readonly subgraph: string;
  readonly type: GraphQLObjectType;
}

/** All of them, by `subgraph.Type`, from the subgraphs' own schemas. */
export function readEntities(): ReadonlyMap<string, Entity> {
  const entities = new Map<string, Entity>();
  for (const subgraph of readdirSync(SUBGRAPHS)) {
    const sdl = readFileSync(new URL(`${subgraph}/schema.graphql`, SUBGRAPHS), 'utf8');
    // Federation's directives and scalars are not defined in it.
    const schema = buildASTSchema(parse(sdl), { assumeValidSDL: true });
    for (const type of Object.values(schema.getTypeMap())) {
      if (isObjectType(type) && resolves(type)) entities.set(`${subgraph}.${type.name}`, { subgraph, type });
    }
  }
  return entities;
}

function resolves({ astNode, extensionASTNodes }: GraphQLObjectType): boolean {
  const keys = [astNode, ...extensionASTNodes]
    .flatMap((node) => node?.directives ?? [])
    .filter(({ name }) => name.value === 'key');
  return keys.some(
    ({ arguments: given }) =>
      !given?.some(
        ({ name, value }) => name.value === 'resolvable' && value.kind === 'BooleanValue' && !value.value,
      ),
  );
}

/** The names of the fields that can be asked for without saying more. */
export function fieldsOf(type: GraphQLObjectType): string[] {
  return Object.values(type.getFields())
    .filter((field) => !field.args.some(isRequiredArgument))
    .map(({ name }) => name);
}

/** Asks for one field of an entity, and for the type's name of what is in it. */
export function entityQuery(type: GraphQLObjectType, name: string): string {
  const field = type.getFields()[name] as GraphQLField<unknown, unknown>;
  const selection = isLeafType(getNamedType(field.type)) ? '' : '{ __typename }';
  return `query ($representations: [_Any!]!) {
    _entities(representations: $representations) { ... on ${type.name} { result: ${name} ${selection} } }
  }`;
}
