import { execFile } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { atMost, type Figure, type Part } from './figure.ts';
import { freePort, ROOT } from './standalone.ts';

const run = promisify(execFile);
const SERVICES = ['gateway', 'auth', 'business', 'ml'];
const BASE = 'node:24-trixie-slim';
/** A stack of its own beside one that may be running. */
const PROJECT = 'codexcontinue-bench';
const IMAGE_LIMIT_MEGABYTES = 150;
const IDLE_LIMIT_MEGABYTES = 150;
const HEALTHY_LIMIT_SECONDS = 60;
const IDLE_MILLISECONDS = 20_000;
const UP_LIMIT_MILLISECONDS = 240_000;

async function docker(
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
  timeout = 60_000,
): Promise<string> {
  const { stdout } = await run('docker', args, { cwd: ROOT, env, timeout });
  return stdout.trim();
}

/** Sizes, start and idle memory of the images that are built. Builds none. */
export const containers: Part = {
  name: 'containers',
  about: 'image sizes, compose to healthy, idle memory of each service',
  async run(log) {
    const missing = await findMissing();
    if (missing) return missing;
    const sizes = await measureSizes();
    const env = { ...process.env, HTTP_PORT: String(await freePort()) };
    const compose = (...args: string[]) => ['compose', '-p', PROJECT, ...args];
    try {
      const startedAt = performance.now();
      await docker(compose('up', '--detach', '--no-build', '--wait', 'caddy'), env, UP_LIMIT_MILLISECONDS);
      const healthySeconds = (performance.now() - startedAt) / 1_000;
      log(`healthy after ${healthySeconds.toFixed(1)} s`);
      await sleep(IDLE_MILLISECONDS);
      return [
        ...sizes,
        atMost(
          'compose up from built images to healthy, empty volumes, without Ollama',
          healthySeconds,
          HEALTHY_LIMIT_SECONDS,
          's',
        ),
        ...(await measureIdle()),
      ];
    } finally {
      await docker(compose('down', '--volumes', '--timeout', '10'), env, UP_LIMIT_MILLISECONDS);
    }
  },
};

async function findMissing(): Promise<string | undefined> {
  const images = await docker(['image', 'ls', '--format', '{{.Repository}}:{{.Tag}}']).catch(() => undefined);
  if (images === undefined) return 'no Docker engine answers';
  const wanted = [
    ...SERVICES.map((service) => `codexcontinue/${service}:latest`),
    'codexcontinue/web:latest',
    BASE,
  ];
  const missing = wanted.filter((image) => !images.split('\n').includes(image));
  return missing.length > 0
    ? `these images are not built: ${missing.join(', ')} (docker compose build)`
    : undefined;
}

async function measureSizes(): Promise<Figure[]> {
  const sizeOf = async (image: string) =>
    Number(await docker(['image', 'inspect', '--format', '{{.Size}}', image])) / 1_000_000;
  const base = await sizeOf(BASE);
  return Promise.all(
    SERVICES.map(async (service) =>
      atMost(
        `image of ${service}, on top of ${BASE}`,
        (await sizeOf(`codexcontinue/${service}`)) - base,
        IMAGE_LIMIT_MEGABYTES,
        'MB',
      ),
    ),
  );
}

/** What the control groups count, without the page cache, as `docker stats` shows it. */
async function measureIdle(): Promise<Figure[]> {
  const listed = await docker(['stats', '--no-stream', '--format', '{{.Name}}\t{{.MemUsage}}']);
  return SERVICES.map((service) => {
    const line = listed.split('\n').find((text) => text.startsWith(`${PROJECT}-${service}-1\t`));
    const [, amount, unit] = /\t([\d.]+)([KMG]iB)/.exec(line ?? '') ?? [];
    const factor = { KiB: 1_024, MiB: 1_024 ** 2, GiB: 1_024 ** 3 }[unit ?? ''] ?? Number.NaN;
    return atMost(
      `memory of ${service}'s container, 20 s idle`,
      (Number(amount) * factor) / 1_000_000,
      IDLE_LIMIT_MEGABYTES,
      'MB',
    );
  });
}
