import { Readable } from 'node:stream';

/**
 * Reads how a stream begins, and gives back the whole of it: a file that is opened once is one file, whatever is put in
 * its place meanwhile.
 *
 * @param bytes at least so many, where the stream has them
 */
export async function peek(
  source: Readable,
  bytes: number,
): Promise<{ readonly begin: Buffer; readonly whole: Readable }> {
  const iterator = source[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
  const chunks: Uint8Array[] = [];
  let length = 0;
  while (length < bytes) {
    const { done, value } = await iterator.next();
    if (done) break;
    chunks.push(value);
    length += value.length;
  }
  const begin = Buffer.concat(chunks);
  async function* all() {
    if (begin.length > 0) yield begin;
    yield* { [Symbol.asyncIterator]: () => iterator };
  }
  const whole = Readable.from(all(), { objectMode: false });
  // A generator that was never asked cannot clean up.
  whole.once('close', () => source.destroy());
  return { begin, whole };
}
