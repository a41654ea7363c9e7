import { type Readable, Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import type { FastifyInstance } from 'fastify';

const DECODERS: Readonly<Record<string, () => Transform>> = {
  gzip: createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

/**
 * Reads compressed bodies. They are unpacked piece by piece, and no further than to the body limit: a bomb is answered
 * by 413. What is compressed otherwise, or several times, is answered by 415.
 */
export function acceptCompressedBodies(scope: FastifyInstance): void {
  // Calls back: a promise for each request would cost more than the look.
  scope.addHook('preParsing', (request, reply, packed, done) => {
    const encoding = request.headers['content-encoding']?.trim().toLowerCase();
    if (encoding === undefined || encoding === 'identity') return done(null, packed);
    const createDecoder = Object.hasOwn(DECODERS, encoding) ? DECODERS[encoding] : undefined;
    if (!createDecoder) {
      return done(bodyError(415, 'Send bodies as they are, or compressed by gzip, deflate or br.'));
    }
    const unpacked = unpack(packed, createDecoder(), request.routeOptions.bodyLimit);
    // What is left of a refused body is not read.
    unpacked.once('error', () => reply.header('connection', 'close'));
    done(null, unpacked);
  });
}

function unpack(packed: Readable, decoder: Transform, maximumBytes: number): Readable {
  let packedBytes = 0;
  let unpackedBytes = 0;
  const limited = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      unpackedBytes += chunk.length;
      if (unpackedBytes <= maximumBytes) return done(null, chunk);
      decoder.destroy();
      done(bodyError(413, 'The body is too large when it is unpacked.'));
    },
  });
  packed.on('data', (chunk: Buffer) => {
    packedBytes += chunk.length;
  });
  packed.once('error', (error) => limited.destroy(error));
  decoder.once('error', () => limited.destroy(bodyError(400, 'The body is not compressed as it says.')));
  // `pipeline` would destroy the request after an error, and the way back with it.
  packed.pipe(decoder).pipe(limited);
  // Fastify compares this with `content-length`.
  return Object.defineProperty(limited, 'receivedEncodedLength', { get: () => packedBytes });
}

/** Fastify answers an error by its `statusCode`. */
function bodyError(statusCode: number, message: string): Error {
  return Object.assign(new Error(message), { statusCode });
}
