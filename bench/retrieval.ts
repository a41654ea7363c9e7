import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { migrate } from '../platform/src/database/migrate.ts';
import { openPglite } from '../platform/src/database/pglite.ts';
import { withinTenants } from '../platform/src/database/tenancy.ts';
import { newId } from '../platform/src/ids.ts';
import { createDocumentStore } from '../subgraphs/ml/src/data/document-store.ts';
import { createPassageSearch } from '../subgraphs/ml/src/data/passage-search.ts';
import { IngestionError } from '../subgraphs/ml/src/domain/ingestion-failure.ts';
import { type ParsedText, textWithoutPages } from '../subgraphs/ml/src/domain/parsed-text.ts';
import { splitDocument } from '../subgraphs/ml/src/domain/split-document.ts';
import { migrations } from '../subgraphs/ml/src/migrations.ts';
import { type Figure, format, type Part, percentile } from './figure.ts';

/** nDCG@10 of BM25 on this collection, as it was recorded before the project began. */
const REFERENCE = 0.52;
const DEPTH = 10;
/** Several passages may be of one document. */
const PASSAGES = 50;

interface Text {
  readonly id: string;
  readonly text: string;
}

interface Collection {
  readonly documents: readonly Text[];
  readonly queries: readonly Text[];
  /** Grades by query and document. */
  readonly judgements: ReadonlyMap<string, ReadonlyMap<string, number>>;
}

/** How good and how fast retrieval is on the Cranfield collection, a folder named by CRANFIELD_DIR. */
export const retrieval: Part = {
  name: 'retrieval',
  about: 'nDCG@10 of BM25 on the Cranfield collection (CRANFIELD_DIR)',
  async run(log) {
    const folder = process.env.CRANFIELD_DIR;
    if (!folder || !existsSync(join(folder, 'docs.jsonl')))
      return 'CRANFIELD_DIR names no folder with docs.jsonl, queries.jsonl and qrels.tsv';
    return measure(readCollection(folder), log);
  },
};

function readCollection(folder: string): Collection {
  const lines = (name: string) => readFileSync(join(folder, name), 'utf8').split('\n').filter(Boolean);
  const judgements = new Map<string, Map<string, number>>();
  for (const line of lines('qrels.tsv').slice(1)) {
    const [query = '', document = '', grade] = line.split('\t');
    const known = judgements.get(query) ?? new Map<string, number>();
    judgements.set(query, known.set(document, Number(grade)));
  }
  const texts = (name: string) => lines(name).map((line) => JSON.parse(line) as Text);
  return { documents: texts('docs.jsonl'), queries: texts('queries.jsonl'), judgements };
}

async function measure(collection: Collection, log: (line: string) => void): Promise<Figure[]> {
  const database = await openPglite();
  try {
    await migrate(database, migrations);
    const workspaceId = newId();
    const tenants = withinTenants(database, { workspaceIds: [workspaceId] });
    const store = createDocumentStore(tenants);
    const indexedAt = performance.now();
    for (const { id, text } of collection.documents) {
      const parsed = parse(text);
      if (!parsed) continue;
      const document = { ...splitDocument(parsed), documentId: newId(), workspaceId, filename: id };
      await tenants.run((transaction) => store.store(document, transaction));
    }
    const indexSeconds = (performance.now() - indexedAt) / 1_000;
    log(`${collection.documents.length} documents indexed in ${indexSeconds.toFixed(1)} s`);

    const search = createPassageSearch(tenants);
    const gains: number[] = [];
    const milliseconds: number[] = [];
    for (const query of collection.queries) {
      const grades = collection.judgements.get(query.id);
      if (!grades) continue;
      const startedAt = performance.now();
      const hits = await search.search(workspaceId, query.text, PASSAGES);
      milliseconds.push(performance.now() - startedAt);
      gains.push(ndcg([...new Set(hits.map(({ filename }) => filename))], grades));
    }
    const mean = gains.reduce((sum, gain) => sum + gain, 0) / gains.length;
    const times = [0.5, 0.95].map((share) => format(percentile(milliseconds, share)));
    return [
      {
        what: `BM25 nDCG@10 on Cranfield, ${gains.length} questions`,
        figure: `${mean.toFixed(3)}, ratio ${(mean / REFERENCE).toFixed(2)}`,
        target: `reference ${REFERENCE.toFixed(3)}`,
        met: mean >= REFERENCE,
      },
      {
        what: `one search over ${collection.documents.length} documents, p50 / p95`,
        figure: `${times.join(' / ')} ms`,
        target: '',
      },
      {
        what: `indexing ${collection.documents.length} abstracts, embedded database`,
        figure: `${indexSeconds.toFixed(1)} s`,
        target: '',
      },
    ];
  } finally {
    await database.close();
  }
}

function parse(text: string): ParsedText | undefined {
  try {
    return textWithoutPages(text);
  } catch (error) {
    // The collection has an empty document.
    if (error instanceof IngestionError) return undefined;
    throw error;
  }
}

/** Normalised discounted cumulative gain at ten, with the grades as gains (as trec_eval has it). */
function ndcg(found: readonly string[], grades: ReadonlyMap<string, number>): number {
  const gainOf = (values: readonly number[]) =>
    values.slice(0, DEPTH).reduce((sum, grade, index) => sum + grade / Math.log2(index + 2), 0);
  const best = gainOf([...grades.values()].toSorted((left, right) => right - left));
  return best === 0 ? 0 : gainOf(found.map((id) => grades.get(id) ?? 0)) / best;
}
