import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { describeModel, digestOf, fullName, type ModelLibrary, showModel } from './models.ts';
import type { RequestRecorder } from './request-recorder.ts';

const PULL_STEPS = 4;
const PULL_BYTES = 522_653_767;
const PULL_PAUSE_MILLISECONDS = 5;

/** Models: list, show, running, pull, create, delete. */
export function registerModels(
  app: FastifyInstance,
  deps: { readonly library: ModelLibrary; readonly recorder: RequestRecorder },
): void {
  const { library, recorder } = deps;

  app.get('/api/tags', async () => ({ models: library.list().map(describeModel) }));

  app.get('/api/ps', async () => ({
    models: library
      .list()
      .map((model) => ({ ...describeModel(model), expires_at: '2318-01-01T00:00:00Z', size_vram: 0 })),
  }));

  app.post('/api/show', async (request, reply) => {
    recorder.record('/api/show', request.body, reply);
    const name = nameIn(request.body);
    if (name === undefined) return reply.code(400).send({ error: 'model is required' });
    const model = library.find(name);
    return model ? showModel(model) : notFound(reply, name);
  });

  app.post('/api/pull', async (request, reply) => {
    const gone = recorder.record('/api/pull', request.body, reply);
    const name = nameIn(request.body);
    if (name === undefined) return reply.code(400).send({ error: 'invalid model name' });
    if (name.includes('missing'))
      return sendLines(reply, request.body, [{ error: 'pull model manifest: file does not exist' }], gone);
    const digest = `sha256:${digestOf(name)}`;
    const steps = Array.from({ length: PULL_STEPS }, (_, step) => ({
      status: `pulling ${digest.slice(7, 19)}`,
      digest,
      total: PULL_BYTES,
      // The first report of a layer carries no `completed`.
      ...(step === 0 ? {} : { completed: Math.round((PULL_BYTES * step) / (PULL_STEPS - 1)) }),
    }));
    const lines = [
      { status: 'pulling manifest' },
      ...steps,
      { status: 'verifying sha256 digest' },
      { status: 'writing manifest' },
      { status: 'success' },
    ];
    return sendLines(reply, request.body, lines, gone, () => library.add(name));
  });

  app.post('/api/create', async (request, reply) => {
    const gone = recorder.record('/api/create', request.body, reply);
    const name = nameIn(request.body);
    const { from, system } = request.body as { from?: unknown; system?: unknown };
    if (name === undefined) return reply.code(400).send({ error: 'invalid model name' });
    if (typeof from !== 'string')
      return reply.code(400).send({ error: "neither 'from' or 'files' was specified" });
    if (!library.find(from)) return notFound(reply, from);
    const lines = [{ status: 'using existing layer' }, { status: 'writing manifest' }, { status: 'success' }];
    return sendLines(reply, request.body, lines, gone, () =>
      library.add(name, typeof system === 'string' ? system : undefined),
    );
  });

  app.delete('/api/delete', async (request, reply) => {
    recorder.record('/api/delete', request.body, reply);
    const name = nameIn(request.body) ?? '';
    return library.remove(name) ? reply.code(200).send() : notFound(reply, name);
  });
}

/** The model a request names, by either of the names Ollama takes. */
export function nameIn(body: unknown): string | undefined {
  const { model, name } = (body ?? {}) as { model?: unknown; name?: unknown };
  const given = model ?? name;
  return typeof given === 'string' && given !== '' ? given : undefined;
}

/** Ollama's words for a model that is not installed. */
export function notFound(reply: FastifyReply, name: string): FastifyReply {
  return reply.code(404).send({ error: `model '${fullName(name).replace(/:latest$/, '')}' not found` });
}

/** Progress as newline-delimited JSON, or its last line where no stream is wanted. */
async function sendLines(
  reply: FastifyReply,
  body: unknown,
  lines: readonly object[],
  gone: AbortSignal,
  onDone: () => void = () => undefined,
): Promise<FastifyReply> {
  if ((body as { stream?: unknown }).stream === false) {
    onDone();
    const last = lines.at(-1) ?? {};
    return reply.code('error' in last ? 500 : 200).send(last);
  }
  reply.hijack();
  reply.raw.writeHead(200, { 'content-type': 'application/x-ndjson' });
  for (const line of lines) {
    await pause(PULL_PAUSE_MILLISECONDS);
    // A pull that is cancelled can be begun again.
    if (gone.aborted) return reply;
    if (line === lines.at(-1)) onDone();
    reply.raw.write(`${JSON.stringify(line)}\n`);
  }
  reply.raw.end();
  return reply;
}
