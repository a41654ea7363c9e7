/** Texts and values as literals of other languages: evaluated there, each is exactly what it was here. */

type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };
/** Variables of an operation, as JSON has them. */
export type JsonObject = { readonly [name: string]: Json };

const hexadecimal = (character: string, digits: number) =>
  character.charCodeAt(0).toString(16).padStart(digits, '0');

/** Escapes what an editor, a terminal or a file in UTF-8 would not keep: control characters and halves of pairs. */
function escapeInvisible(text: string): string {
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
      .replaceAll(/[\0-\x08\x0b-\x1f\x7f]/g, (character) => `\\x${hexadecimal(character, 2)}`)
      .replaceAll(/\p{Surrogate}/gu, (half) => `\\u${hexadecimal(half, 4)}`)
  );
}

/** A JavaScript template literal. */
export function javascriptText(text: string): string {
  return `\`${escapeInvisible(text.replaceAll(/[\\`]|\$(?=\{)/g, '\\$&'))}\``;
}

/** A Python string in triple quotes. */
export function pythonText(text: string): string {
  // Of quotes that stand together only the last may end the string, and at the end not even that.
  const escaped = text.replaceAll(/\\|"(?="|$)/g, '\\$&');
  return `"""${escapeInvisible(escaped)}"""`;
}

/** A word of a POSIX shell. There is no way to write NUL in one. */
export function shellWord(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

interface Syntax {
  readonly name: (name: string) => string;
  readonly constant: (value: boolean | null) => string;
}

const JAVASCRIPT: Syntax = {
  // `"__proto__": …` would set the prototype; a computed name makes a field.
  name: (name) => (name === '__proto__' ? '["__proto__"]' : JSON.stringify(name)),
  constant: String,
};
const PYTHON: Syntax = {
  name: (name) => JSON.stringify(name),
  constant: (value) => (value === null ? 'None' : value ? 'True' : 'False'),
};

// JSON's strings and numbers are JavaScript's, and Python's too.
function literal(value: Json, syntax: Syntax, indent: string): string {
  if (typeof value === 'boolean' || value === null) return syntax.constant(value);
  if (typeof value !== 'object') return JSON.stringify(value);
  const inner = `${indent}  `;
  const isList = Array.isArray(value);
  const parts = isList
    ? value.map((item) => literal(item, syntax, inner))
    : Object.entries(value).map(
        ([name, item]) => `${syntax.name(name)}: ${literal(item as Json, syntax, inner)}`,
      );
  const [open, close] = isList ? '[]' : '{}';
  return parts.length === 0
    ? `${open}${close}`
    : `${open}\n${inner}${parts.join(`,\n${inner}`)}\n${indent}${close}`;
}

/** A JavaScript expression for a JSON value. */
export const javascriptValue = (value: Json): string => literal(value, JAVASCRIPT, '');
/** A Python expression for a JSON value. */
export const pythonValue = (value: Json): string => literal(value, PYTHON, '');
