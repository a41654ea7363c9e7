import Fastify, { type FastifyInstance } from 'fastify';
import { changeBehaviour, usualBehaviour } from './behaviour.ts';
import { registerGeneration } from './generation-routes.ts';
import { registerModels } from './model-routes.ts';
import { ModelLibrary } from './models.ts';
import { RequestRecorder } from './request-recorder.ts';

export interface OllamaSimulatorOptions {
  /** Names of models that are installed from the start. */
  readonly models?: readonly string[];
  /** 0 picks a free port. */
  readonly port?: number;
  readonly host?: string;
  /** Between two tokens; 0. */
  readonly tokenDelayMilliseconds?: number;
}

/** Something that runs and has an address. */
export interface OllamaSimulator {
  start(): Promise<void>;
  stop(): Promise<void>;
  readonly url: string;
}

const VERSION = '0.12.6';

/**
 * A server that speaks Ollama's HTTP API without a model: answers are made from the prompt, the same each time, and
 * it can be told to misbehave (`POST /simulator/behaviour`).
 */
export function createOllamaSimulator(options: OllamaSimulatorOptions = {}): OllamaSimulator {
  const app = Fastify({ bodyLimit: 64 * 1024 * 1024, forceCloseConnections: true });
  const library = new ModelLibrary();
  for (const name of options.models ?? []) library.add(name);
  const recorder = new RequestRecorder();
  const usual = usualBehaviour(options.tokenDelayMilliseconds ?? 0);
  const behaviour = { ...usual };
  let address = '';

  readAnyBodyAsJson(app);
  // Fastify answers HEAD where it answers GET.
  app.get('/', async (_request, reply) => reply.type('text/plain; charset=utf-8').send('Ollama is running'));
  app.get('/api/version', async () => ({ version: VERSION }));
  app.post('/simulator/behaviour', async (request, reply) => {
    const fault = changeBehaviour(behaviour, usual, (request.body ?? {}) as Record<string, unknown>);
    return fault ? reply.code(400).send({ error: fault }) : { ...behaviour, next: behaviour.next ?? null };
  });
  app.get('/simulator/requests', async () => ({ requests: recorder.list() }));
  app.delete('/simulator/requests', async (_request, reply) => {
    recorder.clear();
    return reply.code(204).send();
  });
  registerModels(app, { library, recorder });
  registerGeneration(app, { library, recorder, behaviour });
  app.setNotFoundHandler(async (_request, reply) =>
    reply.code(404).type('text/plain').send('404 page not found'),
  );
  app.setErrorHandler(async (error: { statusCode?: number; message?: string }, _request, reply) =>
    reply.code(error.statusCode ?? 500).send({ error: error.message ?? 'internal error' }),
  );

  return {
    async start() {
      address = await app.listen({ port: options.port ?? 0, host: options.host ?? '127.0.0.1' });
    },
    stop: () => app.close(),
    get url() {
      return address;
    },
  };
}

/** Ollama reads JSON whatever the content type says. */
function readAnyBodyAsJson(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => {
    try {
      done(null, body === '' ? {} : JSON.parse(String(body)));
    } catch {
      done(Object.assign(new Error('invalid character in request body'), { statusCode: 400 }));
    }
  });
}
