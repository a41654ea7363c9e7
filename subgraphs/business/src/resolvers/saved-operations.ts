import { requirePerson } from '@codexcontinue/platform/callers';
import { forbidden } from '@codexcontinue/platform/errors';
import type { MutationResolvers } from '../__generated__/resolvers-types.ts';
import type { Context } from '../context.ts';
import type { SavedOperationRecord } from '../data/saved-operations-store.ts';
import type { Refusal } from '../domain/conversations.ts';
import type { DocumentFault } from '../domain/operation-document.ts';
import { MAXIMUM_SAVED_OPERATIONS, readOperationText } from '../domain/saved-operations.ts';
import { findSavedOperation, mayChangeOperation, requireWriter } from './access.ts';

const NOT_FOUND = {
  __typename: 'SavedOperationNotFound',
  message: 'There is no such saved operation among those you see. It may have been deleted.',
} as const;

function toFailure(fault: Refusal | DocumentFault) {
  switch (fault.kind) {
    case 'InvalidInput':
      return { __typename: 'InvalidInput', field: fault.field, message: fault.message } as const;
    case 'InvalidOperationDocument':
      return {
        __typename: 'InvalidOperationDocument',
        message: fault.message,
        line: fault.line,
        column: fault.column,
      } as const;
    default:
      return fault satisfies never;
  }
}

/** @throws RuleError FORBIDDEN for somebody who may read the operation, not change it */
async function findToChange(context: Context, id: string): Promise<SavedOperationRecord | undefined> {
  const operation = await findSavedOperation(context, id);
  if (operation && !mayChangeOperation(context, operation)) {
    forbidden('Only who saved this operation may change it, and the owners and admins of its workspace.');
  }
  return operation;
}

export const saveOperation: MutationResolvers['saveOperation'] = async (_parent, { input }, context) => {
  const { personId } = requirePerson(context.caller);
  const { workspaceId = null, name, document, description = null, variables = null } = input;
  if (workspaceId !== null) requireWriter(context, workspaceId);
  const checked = readOperationText({ name, document, description, variables });
  if ('kind' in checked) return toFailure(checked);
  const operation = await context.savedOperations.create({
    name,
    document,
    description,
    variables,
    ...checked,
    workspaceId,
    createdBy: personId,
  });
  if (operation) return { __typename: 'OperationSaved', operation };
  return {
    __typename: 'TooManySavedOperations',
    message: `You keep ${MAXIMUM_SAVED_OPERATIONS} operations already. Delete one that is not needed any more.`,
    maximum: MAXIMUM_SAVED_OPERATIONS,
  };
};

export const updateOperation: MutationResolvers['updateOperation'] = async (_parent, { input }, context) => {
  const { personId } = requirePerson(context.caller);
  const operation = await findToChange(context, input.id);
  if (!operation) return NOT_FOUND;
  const { workspaceId: wanted, ...text } = input;
  const workspaceId = wanted === undefined ? operation.workspaceId : wanted;
  if (workspaceId !== operation.workspaceId) {
    if (operation.createdBy !== personId) forbidden('Only who saved this operation may share it elsewhere.');
    if (workspaceId !== null) requireWriter(context, workspaceId);
  }
  const checked = readOperationText(text);
  if ('kind' in checked) return toFailure(checked);
  const updated = await context.savedOperations.update(operation, { ...checked, workspaceId });
  return updated ? { __typename: 'OperationUpdated', operation: updated } : NOT_FOUND;
};

export const deleteOperation: MutationResolvers['deleteOperation'] = async (_parent, { input }, context) => {
  requirePerson(context.caller);
  const operation = await findToChange(context, input.id);
  if (!operation || !(await context.savedOperations.delete(operation))) return NOT_FOUND;
  return { __typename: 'OperationDeleted', operationId: operation.id };
};
