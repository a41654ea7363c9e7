import { useQuery } from 'urql';
import { ReadDocumentDocument } from '../../__generated__/operations.ts';
import { problemOf } from '../../api/problem.ts';
import { useReloadOn } from '../activity/WorkspaceLive.tsx';

/** One document with its text; read again when something happens to it. */
export function useDocument(documentId: string) {
  const [{ data, error }, read] = useQuery({ query: ReadDocumentDocument, variables: { documentId } });
  const reload = () => read({ requestPolicy: 'network-only' });
  useReloadOn((event) => event.documentId === documentId && event.kind !== 'DOCUMENT_PROGRESS', reload);
  const document = data?.document?.id === documentId || data?.document === null ? data.document : undefined;
  return { document, problem: error ? problemOf(error) : undefined, reload };
}
