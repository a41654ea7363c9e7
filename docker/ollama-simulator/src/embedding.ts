import { createHash } from 'node:crypto';

const DIMENSIONS = 384;

/** A unit vector of a text: each word votes for a few dimensions, so that texts that share words are near. */
export function embed(text: string): number[] {
  const vector = new Array<number>(DIMENSIONS).fill(0);
  for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? ['']) {
    const hash = createHash('sha256').update(word).digest();
    for (let vote = 0; vote < 4; vote += 1) {
      const dimension = hash.readUInt16LE(vote * 4) % DIMENSIONS;
      vector[dimension] = (vector[dimension] ?? 0) + (hash.readInt8(vote * 4 + 2) < 0 ? -1 : 1);
    }
  }
  const length = Math.hypot(...vector) || 1;
  return vector.map((value) => value / length);
}
