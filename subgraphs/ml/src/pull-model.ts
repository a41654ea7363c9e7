import { createEgress } from '@codexcontinue/platform/egress/egress';
import { createEgressFetch } from '@codexcontinue/platform/egress/egress-fetch';
import { createEgressLedger } from '@codexcontinue/platform/egress/ledger';
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
  const egress = createEgress({ rules: [], ledger: createEgressLedger({ logger }) });
  // A model is large, and the server says nothing while it looks for it.
  const dispatcher = egress.dispatcher('model-server', OLLAMA_URL, { headers: 0, body: 0 });
  const ollama = new Ollama({ host: OLLAMA_URL, fetch: createEgressFetch(dispatcher) as typeof fetch });
  let lastTenth = -1;
  let lastStatus = '';
  for await (const { status, completed, total } of await ollama.pull({ model: OLLAMA_MODEL, stream: true })) {
    const tenth = total && completed ? Math.floor((completed / total) * 10) : -1;
    if (status === lastStatus && tenth === lastTenth) continue;
    [lastStatus, lastTenth] = [status, tenth];
    const percent = tenth >= 0 ? { percent: tenth * 10 } : {};
    logger.info({ model: OLLAMA_MODEL, ...percent }, status);
  }
  await egress.close();
  logger.info({ model: OLLAMA_MODEL }, 'the model is there');
});
