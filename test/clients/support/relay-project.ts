import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const HERE = fileURLToPath(new URL('..', import.meta.url));
const COMPILER = fileURLToPath(import.meta.resolve('relay-compiler/cli.js'));

/** A client's project with Relay, against the committed schema of the public graph. */
export interface RelayProject extends AsyncDisposable {
  /** @throws what the compiler says when it refuses an operation */
  compile(): Promise<void>;
  add(file: string, source: string): Promise<void>;
  /** The texts that the runtime would send, by the operation's name. */
  texts(): Promise<ReadonlyMap<string, string>>;
}

export async function createRelayProject(): Promise<RelayProject> {
  const folder = await mkdtemp(join(tmpdir(), 'relay-'));
  const artifacts = join(folder, 'src/__generated__');
  await mkdir(join(folder, 'src'));
  await writeFile(join(folder, 'package.json'), '{"type": "module"}');
  await copyFile(join(HERE, 'setup/relay/relay.config.json'), join(folder, 'relay.config.json'));
  await copyFile(join(HERE, 'setup/relay/conversation.js'), join(folder, 'src/conversation.js'));
  await copyFile(join(HERE, '../../schema/api.public.graphql'), join(folder, 'api.public.graphql'));
  return {
    async compile() {
      await promisify(execFile)(process.execPath, [COMPILER, '--noWatchman'], { cwd: folder });
    },
    add: (file, source) => writeFile(join(folder, 'src', file), source),
    async texts() {
      const texts = new Map<string, string>();
      // Those of fragments import without an extension, which only bundlers take.
      const files = (await readdir(artifacts)).filter((file) => /(Query|Mutation|Subscription)\./.test(file));
      for (const file of files) {
        const { default: artifact } = await import(pathToFileURL(join(artifacts, file)).href);
        texts.set(artifact.params.name, artifact.params.text);
      }
      return texts;
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}
