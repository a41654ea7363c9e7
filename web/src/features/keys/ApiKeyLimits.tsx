import { useClient, useQuery } from 'urql';
import {
  ApiKeyLimitsDocument,
  type ApiKeyLineFragment,
  SetApiKeyLimitDocument,
} from '../../__generated__/operations.ts';
import { dataOf, problemOf } from '../../api/problem.ts';
import { doneOrThrow } from '../usage/done-or-throw.ts';
import { LimitsDialog } from '../usage/LimitsDialog.tsx';

interface ApiKeyLimitsProps {
  workspaceId: string;
  apiKey: ApiKeyLineFragment;
  onClose: () => void;
}

/** How many operations a key may ask for. */
export function ApiKeyLimits({ workspaceId, apiKey, onClose }: ApiKeyLimitsProps) {
  const client = useClient();
  const [{ data, error }, ask] = useQuery({
    query: ApiKeyLimitsDocument,
    variables: { id: apiKey.id },
    requestPolicy: 'network-only',
  });
  const reload = () => ask({ requestPolicy: 'network-only' });
  return (
    <LimitsDialog
      title={`Limits of ${apiKey.name}`}
      text="How many operations the key may ask for, by itself. Tokens, uploads and answers count as its person’s."
      quotas={data?.apiKey?.quotas}
      problem={error && problemOf(error)}
      onRetry={reload}
      onSet={async (kind, limit) => {
        const input = { workspaceId, apiKeyId: apiKey.id, kind, limit };
        doneOrThrow(dataOf(await client.mutation(SetApiKeyLimitDocument, { input })));
        reload();
      }}
      onClose={onClose}
    />
  );
}
