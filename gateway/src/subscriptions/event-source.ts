import type { Schema } from '@apollo/federation-internals';
import { Kind, type OperationDefinitionNode, parse, visit } from 'graphql';

/** Where the events of a subscription field come from: its `@eventSource`. */
export interface EventSource {
  readonly fieldName: string;
  /** The topic in the event log, with arguments in braces. */
  readonly topicTemplate: string;
  readonly guard: Guard | undefined;
  /** Whether a reader without a cursor starts at the first event. */
  readonly fromStart: boolean;
}

/** The query that must answer with something before a person may follow. */
export interface Guard {
  /** A whole document, with the field's arguments as variables. */
  readonly query: string;
  /** The arguments it uses. */
  readonly argumentNames: readonly string[];
  /** The response name of its root field. */
  readonly responseName: string;
}

/** Reads the `@eventSource` of every field of the supergraph's Subscription type. */
export function readEventSources(schema: Schema): ReadonlyMap<string, EventSource> {
  const subscription = schema.schemaDefinition.rootType('subscription');
  const sources = new Map<string, EventSource>();
  for (const field of subscription?.fields() ?? []) {
    const directive = field.appliedDirectives.find(({ name }) => name === 'eventSource');
    if (!directive) continue;
    const { topic, guard, fromStart } = directive.arguments() as {
      topic: string;
      guard?: string;
      fromStart?: boolean;
    };
    const argumentTypes = new Map(
      field.arguments().map((argument) => [argument.name, String(argument.type)]),
    );
    for (const [, name] of topic.matchAll(/\{(\w+)\}/g)) {
      if (!name || !argumentTypes.has(name)) {
        throw new Error(
          `@eventSource of Subscription.${field.name}: the topic names the unknown argument "${name}".`,
        );
      }
    }
    sources.set(field.name, {
      fieldName: field.name,
      topicTemplate: topic,
      guard: guard === undefined ? undefined : buildGuard(field.name, guard, argumentTypes),
      fromStart: fromStart ?? false,
    });
  }
  return sources;
}

/** Fills the arguments into a topic. */
export function topicOf(source: EventSource, values: Readonly<Record<string, unknown>>): string {
  return source.topicTemplate.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(values[name]));
}

function buildGuard(fieldName: string, text: string, argumentTypes: ReadonlyMap<string, string>): Guard {
  const selections = parse(`{ ${text} }`).definitions[0] as OperationDefinitionNode;
  const [root, ...others] = selections.selectionSet.selections;
  if (root?.kind !== Kind.FIELD || others.length > 0) {
    throw new Error(`@eventSource of Subscription.${fieldName}: the guard must be one query field.`);
  }
  const used = new Set<string>();
  visit(selections, { Variable: ({ name }) => void used.add(name.value) });
  const definitions = [...used].map((name) => {
    const type = argumentTypes.get(name);
    if (!type)
      throw new Error(
        `@eventSource of Subscription.${fieldName}: the guard uses the unknown argument "$${name}".`,
      );
    return `$${name}: ${type}`;
  });
  return {
    query: `query SubscriptionGuard${definitions.length > 0 ? `(${definitions.join(', ')})` : ''} { ${text} }`,
    argumentNames: [...used],
    responseName: root.alias?.value ?? root.name.value,
  };
}
