import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { type Client, useClient } from 'urql';
import { CompleteUploadDocument, CreateUploadDocument } from '../../__generated__/operations.ts';
import { dataOf } from '../../api/problem.ts';
import { contentTypeOf } from './content-type.ts';
import { putBytes } from './put-bytes.ts';

export interface Upload {
  id: string;
  file: File;
  phase: 'waiting' | 'sending' | 'finishing' | 'failed';
  sentBytes: number;
  problem: string | undefined;
}

interface Uploads {
  uploads: readonly Upload[];
  add: (files: readonly File[]) => void;
  retry: (id: string) => void;
  /** Stops an upload under way, or takes a failed one off the list. */
  cancel: (id: string) => void;
}

const UploadsContext = createContext<Uploads | undefined>(undefined);
const AT_ONCE = 3;

type Report = (change: Partial<Upload>) => void;

async function upload(client: Client, workspaceId: string, file: File, signal: AbortSignal, report: Report) {
  const contentType = contentTypeOf(file);
  const input = { workspaceId, filename: file.name, contentType, size: file.size };
  const { createUpload } = dataOf(await client.mutation(CreateUploadDocument, { input }));
  if (createUpload.__typename !== 'UploadCreated') throw new Error(createUpload.message);
  await putBytes(createUpload.url, file, contentType, signal, (sentBytes) => report({ sentBytes }));
  report({ phase: 'finishing', sentBytes: file.size });
  const { uploadId } = createUpload;
  const { completeUpload } = dataOf(await client.mutation(CompleteUploadDocument, { input: { uploadId } }));
  if (completeUpload.__typename !== 'UploadCompleted') throw new Error(completeUpload.message);
}

/** Uploads go on while the person looks at something else in the workspace. */
export function UploadsProvider({ workspaceId, children }: { workspaceId: string; children: ReactNode }) {
  const client = useClient();
  const [uploads, setUploads] = useState<readonly Upload[]>([]);
  const running = useRef(new Map<string, AbortController>());

  const change = useCallback(
    (id: string, news: Partial<Upload>) =>
      setUploads((all) => all.map((one) => (one.id === id ? { ...one, ...news } : one))),
    [],
  );
  const remove = useCallback((id: string) => setUploads((all) => all.filter((one) => one.id !== id)), []);

  useEffect(() => {
    for (const { id, file } of uploads.filter(({ phase }) => phase === 'waiting')) {
      if (running.current.size >= AT_ONCE || running.current.has(id)) continue;
      const abort = new AbortController();
      running.current.set(id, abort);
      change(id, { phase: 'sending', sentBytes: 0, problem: undefined });
      upload(client, workspaceId, file, abort.signal, (news) => change(id, news))
        .then(
          () => ({ done: true }) as const,
          (error: unknown) => ({
            done: abort.signal.aborted,
            problem: error instanceof Error ? error.message : String(error),
          }),
        )
        .then((outcome) => {
          running.current.delete(id);
          if (outcome.done) remove(id);
          else change(id, { phase: 'failed', problem: outcome.problem });
        });
    }
  }, [uploads, client, workspaceId, change, remove]);

  useEffect(() => {
    const controllers = running.current;
    return () => {
      for (const controller of controllers.values()) controller.abort();
    };
  }, []);

  const value = useMemo<Uploads>(
    () => ({
      uploads,
      add: (files) =>
        setUploads((all) => [
          ...all,
          ...files.map((file) => ({
            id: crypto.randomUUID(),
            file,
            phase: 'waiting' as const,
            sentBytes: 0,
            problem: undefined,
          })),
        ]),
      retry: (id) => change(id, { phase: 'waiting', problem: undefined }),
      cancel: (id) => {
        const controller = running.current.get(id);
        if (controller) controller.abort();
        else remove(id);
      },
    }),
    [uploads, change, remove],
  );
  return <UploadsContext.Provider value={value}>{children}</UploadsContext.Provider>;
}

export function useUploads(): Uploads {
  const uploads = useContext(UploadsContext);
  if (uploads === undefined) throw new Error('useUploads needs an UploadsProvider above it.');
  return uploads;
}
