/** One check as the page shows it. */
export interface Check {
  id: string;
  title: string;
  passed: boolean;
  detail: string;
}

interface Reply {
  data?: { __schema?: unknown } | null;
  errors?: { extensions?: { code?: string } }[];
}

/**
 * What a stranger gets at the front door, tried from here: without a cookie and without a token.
 *
 * @param fetch of the browser
 */
export function checkEntry(fetch: typeof globalThis.fetch): Promise<Check[]> {
  const ask = async (query: string): Promise<Reply> => {
    const response = await fetch('/graphql', {
      method: 'POST',
      credentials: 'omit',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    });
    return (await response.json()) as Reply;
  };
  return Promise.all([
    tried('introspection', 'Strangers cannot introspect the API', async () => {
      const { data } = await ask('query Stranger { __schema { queryType { name } } }');
      return data?.__schema
        ? [false, 'An anonymous introspection was answered. Set INTROSPECTION=signed-in, or off.']
        : [true, 'An anonymous introspection was refused.'];
    }),
    tried('safelist', 'Only registered operations run', async () => {
      const { errors } = await ask('query NotRegistered { __typename }');
      const code = errors?.[0]?.extensions?.code;
      return code === 'OPERATION_NOT_REGISTERED'
        ? [true, 'An operation that is not registered was refused.']
        : [false, 'An operation that is not registered was run. Set SAFELIST=on.'];
    }),
  ]);
}

async function tried(id: string, title: string, probe: () => Promise<[boolean, string]>): Promise<Check> {
  try {
    const [passed, detail] = await probe();
    return { id, title, passed, detail };
  } catch {
    return { id, title, passed: false, detail: 'The server did not answer; this could not be tested.' };
  }
}
