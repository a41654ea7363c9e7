import { useQuery } from 'urql';
import { ChatSettingDocument } from '../../__generated__/operations.ts';
import { useReloadOn } from '../activity/WorkspaceLive.tsx';

/** What answers here, and whether there is a document to answer from. */
export function useChatSetting(workspaceId: string) {
  const [{ data, error }, reload] = useQuery({ query: ChatSettingDocument, variables: { workspaceId } });
  useReloadOn(
    ({ kind }) => kind.startsWith('DOCUMENT_') && kind !== 'DOCUMENT_PROGRESS',
    () => reload({ requestPolicy: 'network-only' }),
  );
  return {
    error,
    modelService: data?.modelService,
    documents: data?.workspace?.documents.edges.map(({ node }) => node) ?? [],
    isKnown: data !== undefined,
  };
}
