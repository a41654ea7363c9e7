/** A text as a person sees it, and whether something in it could not be seen. */
export interface VisibleText {
  readonly text: string;
  readonly removed: boolean;
}

/**
 * Characters that take no room or turn the order of others round: they hide instructions from the reader (Unicode tags,
 * variation selectors beyond the one of an emoji), make one name look like another (bidi controls, zero width), or
 * command a terminal into which a text is pasted (C0 and C1 controls but tab and line ends, of which OSC 52 writes
 * the clipboard).
 */
const HIDDEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\p{Default_Ignorable_Code_Point}\ufff9-\ufffb]/gu;

/**
 * A whole terminal command, so that its payload does not stay behind as text (ECMA-48: OSC, DCS, APC, PM, SOS, CSI). One
 * that does not end loses its first character only: what follows stays to be read.
 */
const TERMINAL_COMMAND =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  /(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)|(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]?/gu;

/** Where joiners belong: inside an emoji, and between letters of scripts that are shaped by them. */
const JOINS_EMOJI = /(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\ufe0f)$/u;
const EMOJI_AFTER = /^\p{Extended_Pictographic}/u;
const EMOJI_BEFORE = /[\p{Emoji}\p{Extended_Pictographic}]$/u;
const SHAPED =
  /[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Mongolian}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** Takes out what cannot be seen; joiners stay where a script or an emoji needs them. */
export function visibleText(text: string): VisibleText {
  const visible = text.replace(TERMINAL_COMMAND, '').replace(HIDDEN, (character, offset: number, whole) => {
    return isNeeded(
      character,
      whole.slice(Math.max(0, offset - 2), offset),
      whole.slice(offset + 1, offset + 3),
    )
      ? character
      : '';
  });
  return { text: visible, removed: visible.length !== text.length };
}

function isNeeded(character: string, before: string, after: string): boolean {
  switch (character) {
    case '\ufe0e':
    case '\ufe0f':
      return EMOJI_BEFORE.test(before);
    case '\u200d':
      return (JOINS_EMOJI.test(before) && EMOJI_AFTER.test(after)) || joinsLetters(before, after);
    case '\u200c':
      return joinsLetters(before, after);
    default:
      return false;
  }
}

function joinsLetters(before: string, after: string): boolean {
  return SHAPED.test(before.slice(-1)) && (after === '' || !/^[\u200c\u200d]/.test(after));
}
