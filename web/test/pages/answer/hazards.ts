const FORBIDDEN =
  'script, object, embed, base, form, input:not([type=checkbox]), link, meta, style, video, audio, source';
const ADDRESSES = [
  'href',
  'xlink:href',
  'src',
  'srcset',
  'action',
  'formaction',
  'poster',
  'background',
  'data',
  'ping',
];
const INVISIBLE = /[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\u{e0000}-\u{e007f}\ufeff]|[^\P{Cc}\t\n\r]/u;

/** What must never be in the page of an answer, whoever wrote it. */
export function findHazards(document: Document): string[] {
  const found: string[] = [];
  const answer = document.getElementById('answer');
  if (answer === null) return ['no answer'];
  for (const element of answer.querySelectorAll(FORBIDDEN)) found.push(`<${element.localName}>`);
  for (const element of answer.querySelectorAll('svg')) {
    const isOurs = element.closest('.katex') !== null || element.classList.contains('tabler-icon');
    if (!isOurs) found.push('<svg>');
  }
  for (const frame of document.querySelectorAll('iframe')) {
    if (frame.getAttribute('sandbox') !== 'allow-scripts' || frame.getAttribute('src') !== '/diagram.html')
      found.push(`<iframe ${frame.getAttribute('sandbox')} ${frame.getAttribute('src')}>`);
  }
  for (const element of answer.querySelectorAll('*')) {
    for (const { name, value } of element.attributes) {
      if (name.startsWith('on')) found.push(`${name}=${value}`);
      if (ADDRESSES.includes(name) && !value.startsWith('data:image/svg+xml') && !value.startsWith('#'))
        found.push(`<${element.localName} ${name}=${value}>`);
      if (name === 'style' && /url\(|expression|@import/i.test(value)) found.push(`style=${value}`);
      if (INVISIBLE.test(value)) found.push(`hidden characters in ${name}`);
    }
  }
  if (INVISIBLE.test(answer.textContent ?? '')) found.push('hidden characters in the text');
  if ('hacked' in window) found.push('a script ran');
  return found;
}
