/** A message of a chat request. */
export interface ChatMessage {
  readonly role: string;
  readonly content: string;
}

const MARKED_PASSAGE = /<passage number="(\d+)"[^>]*>\n([\s\S]*?)\n<\/passage>/g;
const NUMBERED_PASSAGE = /^\[(\d+)\][ \t]*([\s\S]*?)(?=^\[\d+\]|(?![\s\S]))/gm;

/**
 * What the simulated model answers: of each of the first two numbered passages in the prompt the sentence that shares
 * most words with the question, with the passage's number. Always the same for the same prompt.
 */
export function simulateAnswer(messages: readonly ChatMessage[]): string {
  const question = messages.findLast(({ role }) => role === 'user')?.content ?? '';
  const prompt = messages.map(({ content }) => content).join('\n\n');
  const passages = passagesOf(prompt);
  if (passages.length === 0) return 'The documents do not answer this.';
  return passages
    .slice(0, 2)
    .map(({ number, text }) => ({ number, sentence: bestSentence(text, question) }))
    .filter(({ sentence }, index) => index === 0 || sharedWords(sentence, question) > 0)
    .map(({ number, sentence }) => `${sentence} [${number}]`)
    .join(' ');
}

/** The tokens a text is streamed in: words with the space before them. */
export function tokensOf(text: string): string[] {
  return text.match(/\s*\S+|\s+$/g) ?? [];
}

/** About as many tokens as a text has. */
export function countTokens(text: string): number {
  return Math.ceil(text.length / 4);
}

/** A JSON text that fits a JSON schema as `format` carries it, or holds the answer. */
export function simulateFormatted(format: unknown, answer: string): string {
  return JSON.stringify(isObject(format) ? valueFor(format, answer) : { answer });
}

function valueFor(schema: Record<string, unknown>, answer: string): unknown {
  if (Array.isArray(schema.enum)) return schema.enum[0];
  switch (schema.type) {
    case 'object': {
      const properties = isObject(schema.properties) ? schema.properties : {};
      return Object.fromEntries(
        Object.entries(properties).map(([name, property]) => [
          name,
          valueFor(isObject(property) ? property : {}, answer),
        ]),
      );
    }
    case 'array':
      return [valueFor(isObject(schema.items) ? schema.items : {}, answer)];
    case 'number':
    case 'integer':
      return 1;
    case 'boolean':
      return true;
    case 'null':
      return null;
    default:
      return answer;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function passagesOf(prompt: string): { number: string; text: string }[] {
  const marked = [...prompt.matchAll(MARKED_PASSAGE)];
  const found = marked.length > 0 ? marked : [...prompt.matchAll(NUMBERED_PASSAGE)];
  return found.map(([, number = '', text = '']) => ({ number, text: text.trim() }));
}

function bestSentence(passage: string, question: string): string {
  const sentences = passage
    .split(/(?<=[.!?])\s+|\n+/)
    .filter((sentence) => /\w/.test(sentence) && !sentence.startsWith('#'));
  const best = sentences.toSorted(
    (left, right) => sharedWords(right, question) - sharedWords(left, question),
  )[0];
  return (best ?? passage).replace(/\s+/g, ' ').trim();
}

function sharedWords(sentence: string, question: string): number {
  const words = wordsOf(sentence);
  return [...wordsOf(question)].filter((word) => words.has(word)).length;
}

function wordsOf(text: string): Set<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}]{4,}/gu) ?? []);
}
