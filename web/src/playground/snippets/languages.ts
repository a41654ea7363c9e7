import { apolloSnippet } from './apollo.ts';
import { curlSnippet } from './curl.ts';
import { fetchSnippet } from './fetch.ts';
import type { SnippetOperation } from './operation.ts';
import { pythonSnippet } from './python.ts';
import { urqlSnippet } from './urql.ts';

/** A way to send an operation from a program. */
export interface SnippetLanguage {
  readonly id: string;
  /** What people call it. */
  readonly name: string;
  readonly write: (operation: SnippetOperation) => string;
}

/** In the order they are offered. */
export const SNIPPET_LANGUAGES: readonly SnippetLanguage[] = [
  { id: 'fetch', name: 'fetch', write: fetchSnippet },
  { id: 'urql', name: 'urql', write: urqlSnippet },
  { id: 'apollo', name: 'Apollo Client', write: apolloSnippet },
  { id: 'python', name: 'Python gql', write: pythonSnippet },
  { id: 'curl', name: 'curl', write: curlSnippet },
];
