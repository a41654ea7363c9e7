import { type ConstDirectiveNode, type DocumentNode, parse } from 'graphql';
import { argument, itemsOf, readLinkedDirectives, stringOf } from '../graphql/linked-directives.ts';

/** What `@listSize` says of a field. */
export interface ListSize {
  readonly assumedSize: number | undefined;
  /** Arguments that say how many items come. */
  readonly slicingArguments: readonly string[];
  /** The fields of the answer that are the list; none: the field itself is. */
  readonly sizedFields: readonly string[];
  readonly requireOneSlicingArgument: boolean;
}

/** What a supergraph says about costs, by coordinate: `Type`, `Type.field`, `Type.field(argument:)`, `Input.field`. */
export interface CostDirectives {
  readonly weights: ReadonlyMap<string, number>;
  readonly listSizes: ReadonlyMap<string, ListSize>;
}

/** Reads `@cost` and `@listSize` (specs.apollo.dev/cost/v0.1), by whatever names the supergraph links them. */
export function readCostDirectives(supergraph: string | DocumentNode): CostDirectives {
  const document = typeof supergraph === 'string' ? parse(supergraph, { noLocation: true }) : supergraph;
  const nameOf = readLinkedDirectives(document);
  const cost = nameOf('cost', 'cost');
  const listSize = nameOf('cost', 'listSize');
  const weights = new Map<string, number>();
  const listSizes = new Map<string, ListSize>();

  const read = (coordinate: string, directives: readonly ConstDirectiveNode[] = []): void => {
    for (const directive of directives) {
      if (directive.name.value === cost) weights.set(coordinate, intArgument(directive, 'weight') ?? 0);
      if (directive.name.value === listSize) listSizes.set(coordinate, readListSize(directive));
    }
  };

  for (const definition of document.definitions) {
    if (!('name' in definition) || !definition.name || definition.kind === 'DirectiveDefinition') continue;
    const type = definition.name.value;
    read(type, definition.directives as readonly ConstDirectiveNode[] | undefined);
    if (!('fields' in definition)) continue;
    for (const field of definition.fields ?? []) {
      const coordinate = `${type}.${field.name.value}`;
      read(coordinate, field.directives);
      if (field.kind !== 'FieldDefinition') continue;
      for (const input of field.arguments ?? []) {
        read(`${coordinate}(${input.name.value}:)`, input.directives);
      }
    }
  }
  return { weights, listSizes };
}

function readListSize(directive: ConstDirectiveNode): ListSize {
  const names = (name: string) => itemsOf(argument(directive, name)).flatMap((item) => stringOf(item) ?? []);
  const required = argument(directive, 'requireOneSlicingArgument');
  return {
    assumedSize: intArgument(directive, 'assumedSize'),
    slicingArguments: names('slicingArguments'),
    sizedFields: names('sizedFields'),
    requireOneSlicingArgument: required?.kind !== 'BooleanValue' || required.value,
  };
}

function intArgument(directive: ConstDirectiveNode, name: string): number | undefined {
  const value = argument(directive, name);
  return value?.kind === 'IntValue' ? Number(value.value) : undefined;
}
