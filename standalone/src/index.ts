import { createLogger } from '@codexcontinue/platform/log';
import { createShutdown, runMain } from '@codexcontinue/platform/shutdown';
import { readStandaloneEnvironment, type StandaloneEnvironment } from './environment.ts';
import { requireFreePort } from './port.ts';
import { createStandalone } from './standalone.ts';

/** What a person opens: `localhost` rather than the number it stands for. */
function publicAddress({ PUBLIC_URL, HOST }: StandaloneEnvironment, url: string): string {
  if (PUBLIC_URL) return PUBLIC_URL.replace(/\/$/, '');
  return HOST === 'localhost' ? `http://localhost:${new URL(url).port}` : url;
}

runMain(async () => {
  const startedAt = performance.now();
  const environment = readStandaloneEnvironment(process.env);
  await requireFreePort(environment.PORT, environment.HOST);
  const standalone = await createStandalone(environment);
  const shutdown = createShutdown(createLogger('standalone', environment.LOG_LEVEL));
  try {
    await standalone.start();
  } catch (error) {
    await standalone.stop();
    throw error;
  }
  const address = publicAddress(environment, standalone.url);
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
  process.stdout.write(
    [
      `CodexContinue is ready (${seconds} s).`,
      `  App         ${address}`,
      `  API         ${address}/graphql`,
      `  Playground  ${address}/playground`,
      `  Data        ${environment.DATA_DIR}`,
      '  Stop        Ctrl+C',
      '',
    ].join('\n'),
  );
  await shutdown.run([standalone]);
});
