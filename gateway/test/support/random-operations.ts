import fc from 'fast-check';
import {
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
} from 'graphql';

const VARIABLES: Readonly<Record<string, string>> = {
  first: 'Int',
  code: 'Boolean',
  yes: 'Boolean!',
  no: 'Boolean!',
};
/** What the variables of a random operation are called with. */
export const VALUES = { first: 2, code: true, yes: true, no: false };
const ARGUMENTS: Readonly<Record<string, string>> = {
  products: '(first: $first)',
  product: '(id: "1")',
  country: '(code: $code)',
};
const DIRECTIVES = [
  '',
  '',
  '',
  '',
  '@skip(if: $no)',
  '@include(if: $yes)',
  '@include(if: $no)',
  '@skip(if: true)',
];
const FRAGMENTS_PER_TYPE = 2;

/**
 * Query documents that are valid against a schema: aliases, arguments with variables, nested fragments on all types that
 * can be spread, @skip and @include. Fields of one name must have one type throughout the schema.
 */
export function randomQueries(schema: GraphQLSchema): fc.Arbitrary<string> {
  const composites = Object.values(schema.getTypeMap()).filter(
    (type) => isCompositeType(type) && !type.name.startsWith('__') && type !== schema.getMutationType(),
  );
  const fragments = composites.flatMap((type) =>
    Array.from({ length: FRAGMENTS_PER_TYPE }, (_, number) => ({ name: `${type.name}${number}`, type })),
  );
  const selectionsOf = (type: GraphQLNamedType, depth: number, firstFragment: number): fc.Arbitrary<string> =>
    fc
      .array(selectionOf(type, depth, firstFragment), { minLength: 1, maxLength: 4 })
      .map((selections) => `{ ${selections.join(' ')} }`);

  const selectionOf = (
    type: GraphQLNamedType,
    depth: number,
    firstFragment: number,
  ): fc.Arbitrary<string> => {
    const directive = fc.constantFrom(...DIRECTIVES);
    const choices: fc.Arbitrary<string>[] = [directive.map((text) => `__typename ${text}`)];
    if (isObjectType(type) || isInterfaceType(type)) {
      for (const field of Object.values(type.getFields())) {
        const answer = getNamedType(field.type);
        if (isCompositeType(answer) && depth === 0) continue;
        const nested = isCompositeType(answer)
          ? selectionsOf(answer, depth - 1, firstFragment)
          : fc.constant('');
        choices.push(
          fc
            .tuple(fc.constantFrom('', `${field.name}Again: `), directive, nested)
            .map(
              ([alias, text, inner]) =>
                `${alias}${field.name}${ARGUMENTS[field.name] ?? ''} ${text} ${inner}`,
            ),
        );
      }
    }
    if (depth > 0) {
      for (const condition of composites.filter((each) => canSpread(schema, type, each))) {
        choices.push(
          fc
            .tuple(directive, selectionsOf(condition, depth - 1, firstFragment))
            .map(([text, inner]) => `... on ${condition.name} ${text} ${inner}`),
        );
      }
    }
    fragments.forEach((fragment, index) => {
      if (index < firstFragment || !canSpread(schema, type, fragment.type)) return;
      choices.push(directive.map((text) => `...${fragment.name} ${text}`));
    });
    return fc.oneof(...choices);
  };

  const query = schema.getQueryType();
  if (!query) throw new Error('a schema has a query type');
  // A fragment spreads only later ones, so that there are no circles.
  const bodies = fragments.map(({ type }, index) => selectionsOf(type, 1, index + 1));
  return fc.tuple(selectionsOf(query, 3, 0), fc.tuple(...bodies)).map(([body, texts]) => {
    const used = new Map<string, string>();
    const reach = (text: string): void => {
      fragments.forEach(({ name, type }, index) => {
        if (used.has(name) || !text.includes(`...${name} `)) return;
        used.set(name, `fragment ${name} on ${type.name} ${texts[index]}`);
        reach(texts[index] ?? '');
      });
    };
    reach(body);
    const all = [body, ...used.values()].join('\n');
    const variables = Object.entries(VARIABLES).flatMap(([name, type]) =>
      all.includes(`$${name}`) ? [`$${name}: ${type}`] : [],
    );
    return `query ${variables.length > 0 ? `(${variables.join(', ')})` : ''} ${all}`;
  });
}

function canSpread(schema: GraphQLSchema, parent: GraphQLNamedType, condition: GraphQLNamedType): boolean {
  const possible = (type: GraphQLNamedType) =>
    isAbstractType(type) ? schema.getPossibleTypes(type) : [type];
  return possible(parent).some((type) => possible(condition).includes(type as never));
}
