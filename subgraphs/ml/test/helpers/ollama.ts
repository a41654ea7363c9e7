import { createOllamaSimulator, type OllamaSimulator } from '@codexcontinue/ollama-simulator/server';

/** A request the simulator has seen. */
interface SeenRequest {
  readonly path: string;
  // biome-ignore lint/suspicious/noExplicitAny: a test knows what was sent
  readonly body: any;
  readonly disconnected: boolean;
}

/** A simulator with its controls. */
export interface TestOllama {
  readonly url: string;
  readonly simulator: OllamaSimulator;
  behave(behaviour: object): Promise<void>;
  chats(): Promise<readonly SeenRequest[]>;
  /** Resolves when the last chat's client has gone. */
  clientGone(): Promise<void>;
}

export async function startOllama(models: readonly string[], port = 0): Promise<TestOllama> {
  const simulator = createOllamaSimulator({ models, port });
  await simulator.start();
  const chats = async () => {
    const response = await fetch(`${simulator.url}/simulator/requests`);
    const { requests } = (await response.json()) as { requests: SeenRequest[] };
    return requests.filter(({ path }) => path === '/api/chat');
  };
  return {
    url: simulator.url,
    simulator,
    chats,
    async behave(behaviour) {
      const response = await fetch(`${simulator.url}/simulator/behaviour`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(behaviour),
      });
      if (!response.ok) throw new Error(await response.text());
    },
    async clientGone() {
      while (!(await chats()).at(-1)?.disconnected) await new Promise((resolve) => setImmediate(resolve));
    },
  };
}
