import type { DirectiveNode, OperationDefinitionNode, ValueNode } from 'graphql';

/** Variables as the client sent them, before they are coerced. */
export type Variables = Readonly<Record<string, unknown>>;

/** A part of a cost: known when the document is read, or only with the variables. */
export type CostTerm = number | ((variables: Variables) => number);

export function evaluate(term: CostTerm, variables: Variables): number {
  return typeof term === 'number' ? term : term(variables);
}

export function sum(terms: readonly CostTerm[]): CostTerm {
  let known = 0;
  const open: ((variables: Variables) => number)[] = [];
  for (const term of terms) {
    if (typeof term === 'number') known += term;
    else open.push(term);
  }
  if (open.length === 0) return known;
  return (variables) => open.reduce((total, term) => total + term(variables), known);
}

export function product(left: CostTerm, right: CostTerm): CostTerm {
  if (typeof left === 'number' && typeof right === 'number') return left * right;
  if (left === 0 || right === 0) return 0;
  return (variables) => {
    const first = evaluate(left, variables);
    return first === 0 ? 0 : first * evaluate(right, variables);
  };
}

/** Remembers the last result: a fragment that is spread a thousand times is evaluated once per request. */
export function remembered(term: CostTerm): CostTerm {
  if (typeof term === 'number') return term;
  let lastVariables: Variables | undefined;
  let lastResult = 0;
  return (variables) => {
    if (variables !== lastVariables) {
      lastResult = term(variables);
      lastVariables = variables;
    }
    return lastResult;
  };
}

/** Reads values of a document as plain values. */
export interface ValueReader {
  /** Whether a value can differ from request to request. */
  isOpen(value: ValueNode): boolean;
  /** Undefined for a variable that is neither given nor has a default. */
  read(value: ValueNode, variables: Variables): unknown;
  /** 1 where `@skip` and `@include` let a selection stand, 0 where they do not. */
  inclusion(directives: readonly DirectiveNode[] | undefined): CostTerm;
}

export function createValueReader(operation: OperationDefinitionNode): ValueReader {
  const defaults = new Map(
    operation.variableDefinitions?.map(({ variable, defaultValue }) => [variable.name.value, defaultValue]),
  );

  function isOpen(value: ValueNode): boolean {
    if (value.kind === 'Variable') return true;
    if (value.kind === 'ListValue') return value.values.some(isOpen);
    return value.kind === 'ObjectValue' && value.fields.some((field) => isOpen(field.value));
  }

  function read(value: ValueNode, variables: Variables): unknown {
    switch (value.kind) {
      case 'Variable': {
        const name = value.name.value;
        if (Object.hasOwn(variables, name) && variables[name] !== undefined) return variables[name];
        const byDefault = defaults.get(name);
        return byDefault && read(byDefault, variables);
      }
      case 'NullValue':
        return null;
      case 'IntValue':
      case 'FloatValue':
        return Number(value.value);
      case 'ListValue':
        return value.values.map((item) => read(item, variables));
      case 'ObjectValue':
        return Object.assign(
          Object.create(null),
          Object.fromEntries(value.fields.map((field) => [field.name.value, read(field.value, variables)])),
        );
      default:
        return value.value;
    }
  }

  function inclusion(directives: readonly DirectiveNode[] = []): CostTerm {
    const terms = directives.flatMap((directive): CostTerm[] => {
      const isSkip = directive.name.value === 'skip';
      const condition = directive.arguments?.find(({ name }) => name.value === 'if')?.value;
      if (!condition || (!isSkip && directive.name.value !== 'include')) return [];
      const stands = (variables: Variables) => ((read(condition, variables) === true) === isSkip ? 0 : 1);
      return [isOpen(condition) ? stands : stands({})];
    });
    return terms.reduce(product, 1);
  }

  return { isOpen, read, inclusion };
}
