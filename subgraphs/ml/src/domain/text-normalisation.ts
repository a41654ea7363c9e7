/**
 * NUL (which Postgres refuses), zero-width characters, bidirectional controls, tag characters and variation-selector
 * supplements: nobody sees them, but a model reads what they hide.
 */
const INVISIBLE =
  /[\u00AD\u200B\u200E\u200F\u202A-\u202E\u2060-\u2064\u2066-\u206F\uFEFF\u{E0000}-\u{E0FFF}]/gu;
/** Joiners mean something in emoji and some scripts; beside ASCII, spaces or each other they only hide. */
const IDLE_JOINER =
  /(?<![\u0080-\u200B\u200E-\u{10FFFF}])[\u200C\u200D]+|[\u200C\u200D]+(?![\u0080-\u200B\u200E-\u{10FFFF}])/gu;
const LONE_SURROGATE = /\p{Surrogate}/gu;

/**
 * The text as it is stored. Only line ends and invisible characters change, so that quotes stay the author's own
 * code units. Lone surrogates become U+FFFD, because UTF-8 cannot store them.
 */
export function normaliseText(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replaceAll('\0', '')
    .replace(INVISIBLE, '')
    .replace(IDLE_JOINER, '')
    .replace(LONE_SURROGATE, '\uFFFD');
}
