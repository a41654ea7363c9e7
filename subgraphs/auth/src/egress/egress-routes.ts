import { INTERNAL_TOKEN_HEADER, type InternalTokenVerifier } from '@codexcontinue/platform/identity';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { EgressStore } from '../data/egress-store.ts';

const text = z.string().max(300);
const count = z.number().int().nonnegative();
const moment = z.iso.datetime();

const batch = z.object({
  tallies: z
    .array(
      z.object({
        service: text,
        instance: z.uuid(),
        hour: moment,
        host: text,
        port: count.max(65_535),
        purpose: text,
        outcome: z.enum(['answered', 'failed', 'refused']),
        reason: text.nullable(),
        calls: count,
        sentBytes: count,
        receivedBytes: count,
        lastStatus: count.max(999).nullable(),
        firstAt: moment,
        lastAt: moment,
      }),
    )
    .max(2_000),
});

const MAXIMUM_BODY_BYTES = 2 * 1024 * 1024;

/** Where the gateway tells of its calls: it has no database to put a job into. */
export function registerEgressRoutes(
  root: FastifyInstance,
  deps: { readonly store: EgressStore; readonly tokenVerifier: InternalTokenVerifier },
): void {
  root.register(async (app) => {
    app.post('/internal/egress', { bodyLimit: MAXIMUM_BODY_BYTES }, async (request, reply) => {
      const token = request.headers[INTERNAL_TOKEN_HEADER];
      const caller = typeof token === 'string' ? await deps.tokenVerifier.verify(token) : undefined;
      if (caller?.kind !== 'gateway') return reply.code(401).send({ code: 'UNAUTHENTICATED' });
      const read = batch.safeParse(request.body);
      if (!read.success) return reply.code(400).send({ code: 'BAD_USER_INPUT' });
      await deps.store.add(read.data.tallies);
      return reply.code(204).send();
    });
  });
}
