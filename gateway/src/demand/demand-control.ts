import { type DocumentNode, GraphQLError, type GraphQLSchema, getOperationAST } from 'graphql';
import { reachableFrom } from '../graphql/reachable-definitions.ts';
import { type CostDirectives, readCostDirectives } from './cost-directives.ts';
import { createCostModel } from './cost-model.ts';
import { type CostTerm, evaluate, type Variables } from './cost-term.ts';
import { compileOperationCost } from './operation-cost.ts';
import { compilePageSizeCheck } from './page-size.ts';
import { checkVariables } from './variables-limit.ts';

/** What may be demanded of one operation. */
export interface DemandLimits {
  readonly maximumCost: number;
  /** Of `first` and `last`. */
  readonly maximumPageSize: number;
  /** Items of a list of which nothing is known. */
  readonly assumedListSize: number;
}

/** The dearest operation of the web app, asked for its largest page, costs less than a tenth of this. */
export const DEFAULT_DEMAND_LIMITS: DemandLimits = {
  maximumCost: 30_000,
  maximumPageSize: 100,
  assumedListSize: 10,
};

/** What an operation is taken to cost. */
export interface Demand {
  readonly cost: number;
}

/** Estimates operations before they run, and refuses what is too much. */
export interface DemandControl {
  /**
   * Works with the variables only; what depends on the document alone is worked out at its first use.
   *
   * @param document valid against the schema
   * @param variables as the client sent them
   * @throws GraphQLError BAD_USER_INPUT, or COST_ESTIMATED_TOO_EXPENSIVE with `cost` and `maximum`; both answered with 400
   */
  assess(document: DocumentNode, operationName: string | undefined, variables: Variables): Demand;
}

interface CompiledOperation {
  readonly cost: CostTerm;
  readonly checkPages: (variables: Variables) => void;
}

const NOTHING: CompiledOperation = { cost: 0, checkPages: () => {} };

/**
 * @param supergraph with its `@cost` and `@listSize`
 * @param schema what clients see
 */
export function createDemandControl(
  supergraph: string | DocumentNode,
  schema: GraphQLSchema,
  limits: Partial<DemandLimits> = {},
): DemandControl {
  const { maximumCost, maximumPageSize, assumedListSize } = { ...DEFAULT_DEMAND_LIMITS, ...limits };
  const directives: CostDirectives = readCostDirectives(supergraph);
  const model = createCostModel(directives, schema, assumedListSize);
  // What is kept goes with the parsed documents, and those are kept in a bounded cache.
  const compiled = new WeakMap<DocumentNode, Map<string, CompiledOperation>>();

  function compile(document: DocumentNode, operationName: string | undefined): CompiledOperation {
    const operation = getOperationAST(document, operationName);
    if (!operation) return NOTHING;
    const fragments = new Map(
      document.definitions.flatMap((definition) =>
        definition.kind === 'FragmentDefinition' ? [[definition.name.value, definition] as const] : [],
      ),
    );
    return {
      checkPages: compilePageSizeCheck(
        operation,
        reachableFrom(operation, fragments),
        schema,
        maximumPageSize,
      ),
      cost: compileOperationCost(operation, fragments, model, schema),
    };
  }

  function compiledOnce(document: DocumentNode, operationName: string | undefined): CompiledOperation {
    const byName = compiled.get(document) ?? new Map<string, CompiledOperation>();
    compiled.set(document, byName);
    const ready = byName.get(operationName ?? '') ?? compile(document, operationName);
    if (ready !== NOTHING) byName.set(operationName ?? '', ready);
    return ready;
  }

  return {
    assess(document, operationName, variables) {
      checkVariables(variables);
      const operation = compiledOnce(document, operationName);
      operation.checkPages(variables);
      const cost = evaluate(operation.cost, variables);
      // So written, a cost beyond all numbers is refused, too.
      if (!(cost <= maximumCost)) throw tooExpensive(cost, maximumCost);
      return { cost };
    },
  };
}

function tooExpensive(cost: number, maximum: number): GraphQLError {
  return new GraphQLError(
    `The operation is estimated to cost ${cost}, and at most ${maximum} are allowed. Select less, or ask for smaller pages.`,
    { extensions: { code: 'COST_ESTIMATED_TOO_EXPENSIVE', cost, maximum, http: { status: 400 } } },
  );
}
