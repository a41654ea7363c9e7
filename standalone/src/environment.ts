import { fileURLToPath } from 'node:url';
import {
  list,
  logLevel,
  optional,
  port,
  readEnvironment,
  text,
  url,
  withDefault,
} from '@codexcontinue/platform/environment';

/** Reads and checks what `npm start` is told; everything has a default. @throws EnvironmentError */
export function readStandaloneEnvironment(source: NodeJS.ProcessEnv) {
  return readEnvironment(
    {
      PORT: withDefault(port, 4000),
      HOST: withDefault(text, 'localhost'),
      PUBLIC_URL: optional(url('http:', 'https:')),
      DATA_DIR: withDefault(text, fileURLToPath(new URL('../../.data', import.meta.url))),
      OLLAMA_URL: withDefault(url('http:', 'https:'), 'http://127.0.0.1:11434'),
      PACKS: withDefault(list, []),
      LOG_LEVEL: withDefault(logLevel, 'warn'),
    },
    source,
  );
}

export type StandaloneEnvironment = ReturnType<typeof readStandaloneEnvironment>;
