import { createOllamaSimulator } from './server.ts';

const { PORT = '11434', HOST = '0.0.0.0', SIMULATOR_MODELS = '', SIMULATOR_TOKEN_DELAY = '20' } = process.env;

const simulator = createOllamaSimulator({
  port: Number(PORT),
  host: HOST,
  models: SIMULATOR_MODELS.split(',')
    .map((name) => name.trim())
    .filter(Boolean),
  tokenDelayMilliseconds: Number(SIMULATOR_TOKEN_DELAY),
});

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    simulator.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  });
}
await simulator.start();
process.stdout.write(`The Ollama simulator listens at ${simulator.url}\n`);
