import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto';
import { RuleError } from '@codexcontinue/platform/errors';
import { type Position, parsePosition } from '@codexcontinue/platform/event-log/event-log';

/** What a cursor says of the event it was made for. */
export interface CursorPosition {
  readonly position: Position;
  /** Whether it ended its topic: nothing comes after it, even where the topic itself is long gone. */
  readonly final: boolean;
}

/** Makes and reads the cursors of events. */
export interface CursorCodec {
  /** The same event and subject always give the same text. */
  encode(topic: string, event: CursorPosition, subject: string): string;
  /** @throws RuleError CURSOR_INVALID for one that is altered, of another topic, or made for another subject */
  decode(cursor: string, topic: string, subject: string): CursorPosition;
}

/** Part of what is signed: cursors of an older form are then no longer good. */
const VERSION = 1;
/** HMAC-SHA256, truncated as RFC 2104 allows: every event of a token stream carries it. */
const SIGNATURE_BYTES = 16;
const MAXIMUM_LENGTH = 1_000;
const FINAL = '!';

/**
 * A cursor is base64url of a signature and, in the open, the position. Topic, subject and version are signed with it but
 * not repeated in it: whoever resumes names them anyway.
 */
export function createCursorCodec(secret: string): CursorCodec {
  const key = createSecretKey(Buffer.from(secret));

  function encode(topic: string, { position, final }: CursorPosition, subject: string): string {
    const open = final ? `${position}${FINAL}` : position;
    const signature = createHmac('sha256', key)
      .update(JSON.stringify([VERSION, topic, open, subject]))
      .digest();
    return Buffer.concat([signature.subarray(0, SIGNATURE_BYTES), Buffer.from(open, 'latin1')]).toString(
      'base64url',
    );
  }

  return {
    encode,
    decode(cursor, topic, subject) {
      if (cursor.length > MAXIMUM_LENGTH) throw invalid();
      const open = Buffer.from(cursor, 'base64url').subarray(SIGNATURE_BYTES).toString('latin1');
      const final = open.endsWith(FINAL);
      const position = final ? open.slice(0, -FINAL.length) : open;
      if (!isPosition(position)) throw invalid();
      // Texts are compared, not bytes: base64 has several spellings of the same bytes, and only ours is good.
      const genuine = Buffer.from(encode(topic, { position, final }, subject));
      const given = Buffer.from(cursor);
      if (genuine.length !== given.length || !timingSafeEqual(genuine, given)) throw invalid();
      return { position, final };
    },
  };
}

function isPosition(text: string): boolean {
  try {
    parsePosition(text);
    return true;
  } catch {
    return false;
  }
}

function invalid(): RuleError {
  return new RuleError(
    'CURSOR_INVALID',
    'This cursor was not made here for you and for this subscription. Leave `after` out and begin anew.',
  );
}
