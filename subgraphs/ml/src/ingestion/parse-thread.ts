// The thread that opens files nobody can trust: it may run out of time or memory and be killed, the server lives.
import { parentPort, workerData } from 'node:worker_threads';
import { IngestionError } from '../domain/ingestion-failure.ts';
import type { ParsedText } from '../domain/parsed-text.ts';
import { splitDocument } from '../domain/split-document.ts';
import type { IngestionProgress, ParseMessage, ParseTask } from './parse-messages.ts';
import { readDocx } from './read-docx.ts';
import { readPdf } from './read-pdf.ts';
import { readText } from './read-text.ts';

const tell = (message: ParseMessage) => parentPort?.postMessage(message);
const progress = (stage: IngestionProgress['stage'], completed: number, total: number) =>
  tell({ kind: 'PROGRESS', progress: { stage, completed, total } });

async function read({ kind, bytes }: ParseTask): Promise<ParsedText> {
  switch (kind) {
    case 'text':
      return readText(bytes);
    case 'docx':
      return readDocx(bytes);
    case 'pdf':
      return readPdf(bytes, (completed, total) => progress('READING', completed, total));
  }
}

async function parse(task: ParseTask): Promise<ParseMessage> {
  try {
    const text = await read(task);
    progress('SPLITTING', 0, 1);
    const document = splitDocument(text);
    progress('SPLITTING', 1, 1);
    return { kind: 'DONE', document };
  } catch (error) {
    const known =
      error instanceof IngestionError ? error : new IngestionError('INTERNAL', undefined, { cause: error });
    const cause = known.cause instanceof Error ? `${known.cause.name}: ${known.cause.message}` : '';
    return { kind: 'FAILED', failure: known.failure, cause: cause.slice(0, 500) };
  }
}

tell(await parse(workerData as ParseTask));
