import { type Finding, withoutCredentials } from './finding.ts';

const TIMEOUT_MILLISECONDS = 3_000;
/** More are not asked about what they can do. */
const MOST_MODELS = 30;

const name = 'Ollama';

/** Whether models answer, or the built-in extractive engine will. */
export async function checkOllama(url: string): Promise<Finding> {
  const address = withoutCredentials(url);
  const ask = async <Answer>(path: string, body?: object): Promise<Answer> => {
    const response = await fetch(new URL(path, `${url.replace(/\/$/, '')}/`), {
      ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
      signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS),
    });
    if (!response.ok) throw new Error(`${path} answered ${response.status}`);
    return (await response.json()) as Answer;
  };
  try {
    const { version } = await ask<{ version: string }>('api/version');
    const { models } = await ask<{ models: { name: string }[] }>('api/tags');
    const canChat = await Promise.all(
      models.slice(0, MOST_MODELS).map(async (model) => {
        const shown = await ask<{ capabilities?: string[] }>('api/show', { model: model.name });
        return shown.capabilities?.includes('completion') ?? false;
      }),
    );
    return describeModels(
      `Ollama ${version} answers at ${address}`,
      models.filter((_, index) => canChat[index]).map((model) => model.name),
    );
  } catch {
    return {
      name,
      status: 'note',
      message: `No Ollama answers at ${address}: the built-in extractive engine serves, which quotes documents and writes nothing.`,
      advice:
        'For written answers install it (https://ollama.com/download), run "ollama pull qwen3:0.6b", and set OLLAMA_URL if it runs elsewhere.',
    };
  }
}

function describeModels(answers: string, chatModels: readonly string[]): Finding {
  if (chatModels.length > 0)
    return { name, status: 'ok', message: `${answers}; chat models: ${chatModels.join(', ')}.` };
  return {
    name,
    status: 'note',
    message: `${answers} but has no chat model: the extractive engine serves.`,
    advice: 'Pull one: ollama pull qwen3:0.6b',
  };
}
