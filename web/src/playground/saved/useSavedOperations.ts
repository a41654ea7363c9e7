import { useCallback, useMemo } from 'react';
import {
  DeleteOperationDocument,
  type SavedOperationPartsFragment,
  SavedOperationsDocument,
  SaveOperationDocument,
  UpdateOperationDocument,
  type UpdateOperationInput,
} from '../../__generated__/playground-operations.ts';
import { dataOf } from '../../api/problem.ts';
import { usePages } from '../../api/usePages.ts';
import { usePlayground } from '../PlaygroundContext.tsx';

export type SavedOperation = SavedOperationPartsFragment;

/** Which operations are listed: all one sees, one's own, or those shared in a workspace. */
export type SavedScope = 'all' | 'mine' | { readonly workspaceId: string };

/** What may be written of an operation. */
export type OperationChange = Omit<UpdateOperationInput, 'id'>;

const PAGE = 50;

interface Failed {
  readonly __typename: string;
  readonly message?: string;
  readonly line?: number | null;
  readonly column?: number | null;
}

/** @returns a failure in words, with its place in the document where it has one */
function inWords({ message, line, column }: Failed): string {
  const text = message ?? 'Something went wrong. Please try again.';
  return line ? `Line ${line}, column ${column ?? 1}: ${text}` : text;
}

/** The list of saved operations. */
export function useSavedList(scope: SavedScope, search: string) {
  const { client } = usePlayground();
  const workspaceId = typeof scope === 'object' ? scope.workspaceId : null;
  return usePages<SavedOperation>(JSON.stringify([scope, search]), PAGE, async (first, after) => {
    const variables = {
      workspaceId,
      mine: scope === 'mine',
      search: search || null,
      first,
      after: after ?? null,
    };
    const { savedOperations } = dataOf(
      await client.query(SavedOperationsDocument, variables, { requestPolicy: 'network-only' }).toPromise(),
    );
    const { hasNextPage, endCursor } = savedOperations.pageInfo;
    return {
      items: savedOperations.edges.map(({ node }) => node),
      next: hasNextPage ? (endCursor ?? undefined) : undefined,
    };
  });
}

/** Changes of saved operations; each rejects with a message for people. */
export function useSavedChanges() {
  const { client } = usePlayground();
  const save = useCallback(
    async (input: OperationChange & { name: string; document: string }): Promise<SavedOperation> => {
      const { saveOperation } = dataOf(await client.mutation(SaveOperationDocument, { input }).toPromise());
      if (saveOperation.__typename === 'OperationSaved') return saveOperation.operation;
      throw new Error(inWords(saveOperation));
    },
    [client],
  );
  const update = useCallback(
    async (input: OperationChange & { id: string }): Promise<SavedOperation> => {
      const { updateOperation } = dataOf(
        await client.mutation(UpdateOperationDocument, { input }).toPromise(),
      );
      if (updateOperation.__typename === 'OperationUpdated') return updateOperation.operation;
      throw new Error(inWords(updateOperation));
    },
    [client],
  );
  /** One that is gone already is as good as deleted. */
  const remove = useCallback(
    async (id: string): Promise<void> => {
      dataOf(await client.mutation(DeleteOperationDocument, { input: { id } }).toPromise());
    },
    [client],
  );
  return useMemo(() => ({ save, update, remove }), [save, update, remove]);
}
