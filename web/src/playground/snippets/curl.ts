import type { SnippetOperation } from './operation.ts';
import { shellWord } from './quoting.ts';

/** curl in a POSIX shell. */
export function curlSnippet({ endpoint, kind, document, variables }: SnippetOperation): string {
  const body = JSON.stringify({ query: document, ...(variables && { variables }) }, null, 2);
  const isStream = kind === 'subscription';
  return `# TOKEN is an access token: the mutation signIn answers one.
${isStream ? '# To go on after a break, add: -H "last-event-id: <the last id that was seen>"\n' : ''}curl ${isStream ? '-N ' : ''}${shellWord(endpoint)} \\
${isStream ? "  -H 'accept: text/event-stream' \\\n" : ''}  -H 'content-type: application/json' \\
  -H "authorization: Bearer $TOKEN" \\
  --data-binary ${shellWord(body)}
`;
}
