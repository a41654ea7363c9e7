import type { FastifyInstance } from 'fastify';
import type { Logger } from './log.ts';
import type { Metrics } from './metrics.ts';

/** A part that must answer for the service to be ready. */
export interface ReadinessCheck {
  readonly name: string;
  /** Resolves when the part answers, rejects when it does not. */
  check(): Promise<void>;
}

/** Whether a service takes work; turned off before it stops, so that load balancers look elsewhere. */
export class Draining {
  #draining = false;
  get active(): boolean {
    return this.#draining;
  }
  begin(): void {
    this.#draining = true;
  }
}

const CHECK_TIMEOUT_MILLISECONDS = 2_000;

/** Adds `/health/live`, `/health/ready` and `/metrics` to a server. */
export function registerHealthRoutes(
  app: FastifyInstance,
  options: {
    readonly checks: readonly ReadinessCheck[];
    readonly draining: Draining;
    readonly logger: Logger;
    readonly metrics?: Metrics | undefined;
  },
): void {
  const { checks, draining, logger, metrics } = options;
  app.get('/health/live', () => ({ status: 'live' }));
  app.get('/health/ready', async (_request, reply) => {
    const results = await Promise.all(checks.map((check) => runCheck(check, logger)));
    const ready = !draining.active && results.every((result) => result.ok);
    return reply.code(ready ? 200 : 503).send({
      status: draining.active ? 'draining' : ready ? 'ready' : 'not ready',
      checks: Object.fromEntries(results.map(({ name, ok }) => [name, ok ? 'ok' : 'down'])),
    });
  });
  if (metrics) {
    app.get('/metrics', async (_request, reply) =>
      reply.type(metrics.registry.contentType).send(await metrics.registry.metrics()),
    );
  }
}

async function runCheck(check: ReadinessCheck, logger: Logger): Promise<{ name: string; ok: boolean }> {
  const timeout = Promise.withResolvers<never>();
  const timer = setTimeout(() => timeout.reject(new Error('no answer in time')), CHECK_TIMEOUT_MILLISECONDS);
  try {
    await Promise.race([check.check(), timeout.promise]);
    return { name: check.name, ok: true };
  } catch (error) {
    logger.warn({ err: error, check: check.name }, 'a part that is needed does not answer');
    return { name: check.name, ok: false };
  } finally {
    clearTimeout(timer);
  }
}
