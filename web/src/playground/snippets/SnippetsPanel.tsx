import { pick, tryParseJSONC, useGraphiQL } from '@graphiql/react';
import { useEffect, useMemo, useState } from 'react';
import { SNIPPET_LANGUAGES } from './languages.ts';
import { chooseOperation } from './operation.ts';
import type { JsonObject } from './quoting.ts';

const CHOICE_KEY = 'codexcontinue-playground-snippets';
const COPIED_MILLISECONDS = 2_000;

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The code, or why there is none. */
function write(
  languageId: string,
  query: string,
  variables: string,
  operationName: string | undefined,
): { code: string } | { problem: string } {
  const language = SNIPPET_LANGUAGES.find(({ id }) => id === languageId) ?? SNIPPET_LANGUAGES[0];
  let chosen: ReturnType<typeof chooseOperation>;
  try {
    chosen = chooseOperation(query, operationName);
  } catch (error) {
    return { problem: `The operation cannot be read yet: ${messageOf(error)}` };
  }
  if (language === undefined || chosen === undefined)
    return { problem: 'There is no operation in the editor: write one to see its code.' };
  try {
    const values = tryParseJSONC(variables) as JsonObject | undefined;
    const endpoint = new URL('/graphql', window.location.href).href;
    return { code: language.write({ ...chosen, endpoint, variables: values }) };
  } catch (error) {
    return { problem: `The variables cannot be read yet: they ${messageOf(error)}` };
  }
}

/** GraphiQL's panel of code for the operation in the editor. */
export function SnippetsPanel() {
  const { tabs, activeTabIndex, operationName } = useGraphiQL(
    pick('tabs', 'activeTabIndex', 'operationName'),
  );
  const [languageId, setLanguageId] = useState(
    () => window.localStorage.getItem(CHOICE_KEY) ?? SNIPPET_LANGUAGES[0]?.id ?? '',
  );
  const [note, setNote] = useState('');
  const tab = tabs[activeTabIndex];
  const snippet = useMemo(
    () => write(languageId, tab?.query ?? '', tab?.variables ?? '', operationName),
    [languageId, tab?.query, tab?.variables, operationName],
  );
  useEffect(() => {
    if (note === '') return undefined;
    const timer = window.setTimeout(() => setNote(''), COPIED_MILLISECONDS);
    return () => window.clearTimeout(timer);
  }, [note]);

  async function copy(code: string) {
    try {
      await navigator.clipboard.writeText(code);
      setNote('Copied');
    } catch {
      setNote('This browser does not let pages copy: select the code and copy it.');
    }
  }

  return (
    <div className="panel">
      <h2 className="panel-title">Code</h2>
      <fieldset className="choices">
        <legend className="visually-hidden">Language</legend>
        {SNIPPET_LANGUAGES.map(({ id, name }) => (
          <label key={id} className="choice">
            <input
              type="radio"
              name="snippet-language"
              checked={id === languageId}
              onChange={() => {
                setLanguageId(id);
                window.localStorage.setItem(CHOICE_KEY, id);
              }}
            />
            <span>{name}</span>
          </label>
        ))}
      </fieldset>
      {'problem' in snippet ? (
        <p className="panel-quiet" role="status">
          {snippet.problem}
        </p>
      ) : (
        <>
          <div className="actions">
            <button type="button" className="action action-primary" onClick={() => void copy(snippet.code)}>
              Copy
            </button>
            <span className="panel-quiet" role="status">
              {note}
            </span>
          </div>
          {/* Scrolls, so the keyboard must reach it. */}
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region is reached by Tab */}
          <section className="snippet" aria-label="Code" tabIndex={0}>
            <pre>{snippet.code}</pre>
          </section>
        </>
      )}
      <p className="panel-quiet">
        Your own token is never written here. Get one with <code>signIn</code>, then put it where the code
        says.
      </p>
    </div>
  );
}
