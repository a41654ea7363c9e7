import { createHmac, hash, timingSafeEqual } from 'node:crypto';
import { RuleError } from '@codexcontinue/platform/errors';
import { type Position, parsePosition } from '@codexcontinue/platform/event-log/event-log';

/** What a cursor says of the event it was made for. */
export interface CursorPosition {
  readonly position: Position;
  /** Whether it ended its topic: nothing comes after it, even where the topic itself is long gone. */
  readonly final: boolean;
}

/** Makes and reads the cursors of one topic for one subject. */
export interface CursorCodec {
  /** The same event always gives the same text. */
  encode(event: CursorPosition): string;
  /** @throws RuleError CURSOR_INVALID for one that is altered, of another topic, or made for another subject */
  decode(cursor: string): CursorPosition;
}

/** Part of what is signed: cursors of an older form are then no longer good. */
const VERSION = 3;
/** Of base64url: 132 of the 256 bits. */
const SIGNATURE_LENGTH = 22;
const MAXIMUM_LENGTH = 1_000;
const FINAL = '_';

/**
 * A cursor is a signature and, in the open, the position. Topic, subject and version are signed with it but not repeated
 * in it: whoever resumes names them anyway.
 *
 * Every event of a token stream carries one, so signing is cheap: the key of a topic and subject is derived once (HMAC,
 * RFC 2104), and a position is signed by hashing it after that key. Half of the hash is shown, so that it cannot be
 * carried on with more text.
 */
export function createCursors(secret: string): (topic: string, subject: string) => CursorCodec {
  return (topic, subject) => {
    const key = createHmac('sha256', secret)
      .update(JSON.stringify([VERSION, topic, subject]))
      .digest('hex');

    function encode({ position, final }: CursorPosition): string {
      const open = final ? `${position}${FINAL}` : position;
      return hash('sha256', `${key}${open}`, 'base64url').slice(0, SIGNATURE_LENGTH) + open;
    }

    return {
      encode,
      decode(cursor) {
        if (cursor.length > MAXIMUM_LENGTH) throw invalid();
        const open = cursor.slice(SIGNATURE_LENGTH);
        const final = open.endsWith(FINAL);
        const position = final ? open.slice(0, -FINAL.length) : open;
        if (!isPosition(position)) throw invalid();
        const genuine = Buffer.from(encode({ position, final }));
        const given = Buffer.from(cursor);
        if (genuine.length !== given.length || !timingSafeEqual(genuine, given)) throw invalid();
        return { position, final };
      },
    };
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
