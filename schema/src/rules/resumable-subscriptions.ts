import { type GraphQLSchema, getNamedType, isObjectType } from 'graphql';

/** Subscription fields that a reader could not resume: each takes `after: Cursor` and answers `cursor: Cursor!`. */
export function findUnresumable(schema: GraphQLSchema): string[] {
  const fields = Object.values(schema.getSubscriptionType()?.getFields() ?? {});
  return fields.flatMap((field) => {
    const faults: string[] = [];
    const after = field.args.find((argument) => argument.name === 'after');
    if (String(after?.type) !== 'Cursor')
      faults.push(`Subscription.${field.name} takes no argument "after: Cursor"`);
    const event = getNamedType(field.type);
    const cursor = isObjectType(event) ? event.getFields().cursor : undefined;
    if (String(cursor?.type) !== 'Cursor!')
      faults.push(`${event.name} of Subscription.${field.name} has no "cursor: Cursor!"`);
    return faults;
  });
}
