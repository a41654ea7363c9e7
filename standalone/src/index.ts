import { createLogger } from '@codexcontinue/platform/log';
import { runMain, runUntilSignal } from '@codexcontinue/platform/shutdown';
import { readStandaloneEnvironment } from './environment.ts';
import { createStandalone } from './standalone.ts';

runMain(async () => {
  const startedAt = performance.now();
  const environment = readStandaloneEnvironment(process.env);
  const standalone = await createStandalone(environment);
  try {
    await standalone.start();
  } catch (error) {
    await standalone.stop();
    throw error;
  }
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
  process.stdout.write(
    [
      `CodexContinue is ready (${seconds} s).`,
      `  App         ${standalone.url}`,
      `  API         ${standalone.url}/graphql`,
      `  Playground  ${standalone.url}/playground`,
      `  Data        ${environment.DATA_DIR}`,
      '  Stop        Ctrl+C',
      '',
    ].join('\n'),
  );
  await runUntilSignal([standalone], createLogger('standalone', environment.LOG_LEVEL));
});
