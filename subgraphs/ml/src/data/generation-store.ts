import type { Transaction } from '@codexcontinue/platform/database/database';
import type { TenantDatabase } from '@codexcontinue/platform/database/tenancy';
import {
  PLAIN_ROWS,
  type RowEncryption,
  type SealedColumns,
} from '@codexcontinue/platform/encryption/row-encryption';
import { and, asc, eq, getTableColumns, lt, notInArray, sql } from 'drizzle-orm';
import {
  type EndedGeneration,
  type Ending,
  type Generation,
  type GenerationEngine,
  type GenerationRequested,
  type GenerationUsage,
  hasEnded,
} from '../domain/generation.ts';
import { timeOfId } from '../domain/id-time.ts';
import { generations } from './tables.ts';

/** Told to every process when a generation waits for its turn. */
export const QUEUED_CHANNEL = 'ml_generation_queued';

/** What a worker may do next. `lost` means that the generation is not its own any more. */
export type Pulse = 'go-on' | 'stop' | 'lost';

/** Generations. Every write of a worker is fenced: it changes nothing once the generation is not its own any more. */
export interface GenerationStore {
  /** Takes a request in; a second time changes nothing. */
  enqueue(request: GenerationRequested): Promise<void>;
  find(id: string): Promise<Generation | undefined>;
  /** Makes the generation that has waited longest this worker's own. */
  claim(workerId: string): Promise<Generation | undefined>;
  /** @returns whether the generation is still this worker's */
  chooseEngine(id: string, workerId: string, engine: GenerationEngine, model: string): Promise<boolean>;
  /** Tells that the worker lives, and keeps what it has written. */
  beat(
    id: string,
    workerId: string,
    progress: Pick<Ending, 'text' | 'deltaEnds'> & { readonly usage?: GenerationUsage | undefined },
  ): Promise<Pulse>;
  /** @returns false when the generation is not this worker's any more */
  finish(id: string, workerId: string, ending: Ending, transaction: Transaction): Promise<boolean>;
  /** Running generations whose worker was not heard of for so long. */
  findSilent(milliseconds: number): Promise<Generation[]>;
  /** @returns false when its worker was heard of after all, or another has ended it */
  interrupt(
    id: string,
    silentMilliseconds: number,
    ending: Ending,
    transaction: Transaction,
  ): Promise<boolean>;
  /** Ends a generation that still waits. */
  stopQueued(id: string, transaction: Transaction): Promise<boolean>;
  /** Asks the worker of a running generation to stop. */
  requestStop(id: string): Promise<boolean>;
  /** Generations that ended at least so long ago and whose events are not known to be in the log. */
  findUnpublished(milliseconds: number): Promise<EndedGeneration[]>;
  markPublished(id: string): Promise<void>;
}

const { workerId: _worker, heartbeatAt: _heartbeat, ...COLUMNS } = getTableColumns(generations);

const longAgo = (milliseconds: number) => sql`now() - make_interval(secs => ${milliseconds / 1000}::float8)`;

/** What the encryption of rows is bound to: never changed, or what is stored cannot be read. */
export const GENERATION = 'ml.generation';
const REQUEST_COLUMNS = { question: 'text', history: 'json' } as const;
const PROGRESS_COLUMNS = { text: 'text' } as const;
const ENDING_COLUMNS = { ...PROGRESS_COLUMNS, citations: 'json' } as const;
export const SEALED_COLUMNS = { ...REQUEST_COLUMNS, ...ENDING_COLUMNS } as const;

export function createGenerationStore(
  tenants: TenantDatabase,
  encryption: RowEncryption = PLAIN_ROWS,
): GenerationStore {
  const opened = (transaction: Transaction, rows: readonly Generation[]) =>
    encryption.openRows(transaction, GENERATION, SEALED_COLUMNS, rows);
  /** Undefined where there is no such generation. */
  const sealed = async <Values extends { readonly text: string }>(
    transaction: Transaction,
    id: string,
    columns: SealedColumns<Values>,
    values: Values,
  ): Promise<Values | undefined> => {
    const workspaceId = encryption.encrypts ? await workspaceOf(transaction, id) : '';
    if (workspaceId === undefined) return undefined;
    const seal = await encryption.sealer(transaction, workspaceId);
    return seal({ table: GENERATION, id, workspaceId }, columns, values);
  };
  const ownedBy = (id: string, workerId: string) =>
    and(eq(generations.id, id), eq(generations.workerId, workerId), eq(generations.status, 'RUNNING'));
  const end = async (
    transaction: Transaction,
    id: string,
    ending: Ending,
    condition: ReturnType<typeof and>,
  ) => {
    const stored = await sealed(transaction, id, ENDING_COLUMNS, ending);
    if (!stored) return false;
    const rows = await transaction
      .update(generations)
      .set({ ...stored, deltaEnds: [...ending.deltaEnds], finishedAt: sql`now()` })
      .where(condition)
      .returning({ id: generations.id });
    return rows.length === 1;
  };

  return {
    async enqueue({ generationId, model, ...request }) {
      await tenants.run(async (transaction) => {
        const seal = await encryption.sealer(transaction, request.workspaceId);
        const place = { table: GENERATION, id: generationId, workspaceId: request.workspaceId };
        const rows = await transaction
          .insert(generations)
          .values({
            ...seal(place, REQUEST_COLUMNS, pickRequest(request)),
            id: generationId,
            requestedModel: model,
            createdAt: timeOfId(generationId, new Date()),
          })
          .onConflictDoNothing()
          .returning({ id: generations.id });
        if (rows.length > 0)
          await transaction.execute(sql`select pg_notify(${QUEUED_CHANNEL}, ${generationId})`);
      });
    },
    async find(id) {
      const [row] = await tenants.run(async (transaction) =>
        opened(
          transaction,
          await transaction.select(COLUMNS).from(generations).where(eq(generations.id, id)),
        ),
      );
      return row;
    },
    async claim(workerId) {
      return tenants.run(async (transaction) => {
        // Compared with `=`, the subquery runs once; with `in` it may run again and claim more than it answers.
        const next = transaction
          .select({ id: generations.id })
          .from(generations)
          .where(eq(generations.status, 'QUEUED'))
          .orderBy(asc(generations.createdAt))
          .limit(1)
          .for('update', { skipLocked: true });
        const rows = await transaction
          .update(generations)
          .set({ status: 'RUNNING', workerId, startedAt: sql`now()`, heartbeatAt: sql`now()` })
          .where(and(eq(generations.id, sql`(${next})`), eq(generations.status, 'QUEUED')))
          .returning(COLUMNS);
        return (await opened(transaction, rows))[0];
      });
    },
    async chooseEngine(id, workerId, engine, model) {
      const rows = await tenants.run((transaction) =>
        transaction
          .update(generations)
          .set({ engine, model })
          .where(ownedBy(id, workerId))
          .returning({ id: generations.id }),
      );
      return rows.length === 1;
    },
    async beat(id, workerId, { text, deltaEnds, usage }) {
      const [row] = await tenants.run(async (transaction) => {
        const stored = await sealed(transaction, id, PROGRESS_COLUMNS, { text });
        if (!stored) return [];
        return transaction
          .update(generations)
          .set({ ...stored, deltaEnds: [...deltaEnds], usage, heartbeatAt: sql`now()` })
          .where(ownedBy(id, workerId))
          .returning({ stopRequested: generations.stopRequested });
      });
      if (!row) return 'lost';
      return row.stopRequested ? 'stop' : 'go-on';
    },
    finish: (id, workerId, ending, transaction) => end(transaction, id, ending, ownedBy(id, workerId)),
    findSilent: (milliseconds) =>
      tenants.run(async (transaction) =>
        opened(
          transaction,
          await transaction
            .select(COLUMNS)
            .from(generations)
            .where(
              and(eq(generations.status, 'RUNNING'), lt(generations.heartbeatAt, longAgo(milliseconds))),
            ),
        ),
      ),
    interrupt: (id, silentMilliseconds, ending, transaction) =>
      end(
        transaction,
        id,
        ending,
        and(
          eq(generations.id, id),
          eq(generations.status, 'RUNNING'),
          lt(generations.heartbeatAt, longAgo(silentMilliseconds)),
        ),
      ),
    stopQueued: (id, transaction) =>
      end(
        transaction,
        id,
        { status: 'STOPPED', text: '', deltaEnds: [], citations: [], usage: null, failure: null },
        and(eq(generations.id, id), eq(generations.status, 'QUEUED')),
      ),
    async requestStop(id) {
      const rows = await tenants.run((transaction) =>
        transaction
          .update(generations)
          .set({ stopRequested: true })
          .where(and(eq(generations.id, id), eq(generations.status, 'RUNNING')))
          .returning({ id: generations.id }),
      );
      return rows.length === 1;
    },
    async findUnpublished(milliseconds) {
      const rows = await tenants.run(async (transaction) => {
        const unpublished = await transaction
          .select(COLUMNS)
          .from(generations)
          .where(
            and(
              eq(generations.published, false),
              notInArray(generations.status, ['QUEUED', 'RUNNING']),
              lt(generations.finishedAt, longAgo(milliseconds)),
            ),
          )
          .orderBy(asc(generations.finishedAt))
          .limit(100);
        return opened(transaction, unpublished);
      });
      return rows.filter(hasEnded);
    },
    async markPublished(id) {
      await tenants.run((transaction) =>
        transaction.update(generations).set({ published: true }).where(eq(generations.id, id)),
      );
    },
  };
}

/** Only what is known, whatever else a job carries. */
function pickRequest(request: Omit<GenerationRequested, 'generationId' | 'model'>) {
  const { workspaceId, conversationId, messageId, askerId, question, history } = request;
  return { workspaceId, conversationId, messageId, askerId, question, history };
}

async function workspaceOf(transaction: Transaction, id: string): Promise<string | undefined> {
  const [row] = await transaction
    .select({ workspaceId: generations.workspaceId })
    .from(generations)
    .where(eq(generations.id, id));
  return row?.workspaceId;
}
