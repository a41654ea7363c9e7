import { readEnvironment, required, text, url } from '@codexcontinue/platform/environment';
import { createLogger } from '@codexcontinue/platform/log';
import { runMain } from '@codexcontinue/platform/shutdown';
import { Ollama } from 'ollama';

/**
 * Brings a model into Ollama and shows how far it is: the one-shot service `model` of the compose stack. A model that
 * is there already is only verified.
 */
runMain(async () => {
  const { OLLAMA_URL, OLLAMA_MODEL } = readEnvironment(
    { OLLAMA_URL: required(url('http:', 'https:')), OLLAMA_MODEL: required(text) },
    process.env,
  );
  const logger = createLogger('model', 'info');
  const ollama = new Ollama({ host: OLLAMA_URL });
  let lastTenth = -1;
  let lastStatus = '';
  for await (const { status, completed, total } of await ollama.pull({ model: OLLAMA_MODEL, stream: true })) {
    const tenth = total && completed ? Math.floor((completed / total) * 10) : -1;
    if (status === lastStatus && tenth === lastTenth) continue;
    [lastStatus, lastTenth] = [status, tenth];
    const percent = tenth >= 0 ? { percent: tenth * 10 } : {};
    logger.info({ model: OLLAMA_MODEL, ...percent }, status);
  }
  logger.info({ model: OLLAMA_MODEL }, 'the model is there');
});
