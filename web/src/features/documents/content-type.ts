const BY_EXTENSION: Readonly<Record<string, string>> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  txt: 'text/plain',
  md: 'text/markdown',
  markdown: 'text/markdown',
};

/** The media type to declare: browsers leave it empty, or vague, for types their system does not know (Markdown often). */
export function contentTypeOf({ name, type }: { name: string; type: string }): string {
  const extension = name.split('.').at(-1)?.toLowerCase() ?? '';
  return BY_EXTENSION[extension] ?? (type === '' ? 'application/octet-stream' : type);
}
