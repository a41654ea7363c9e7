import { GraphQLError, Kind, Lexer, parse, Source, TokenKind } from 'graphql';

/** Why a document cannot be run, and where. */
export interface DocumentFault {
  readonly kind: 'InvalidOperationDocument';
  readonly message: string;
  /** From 1; null where the document as a whole is at fault. */
  readonly line: number | null;
  readonly column: number | null;
}

/** The gateway refuses operations long before this; here it only keeps the parser, which recurses, from overflowing. */
const MAXIMUM_NESTING = 200;

const OPENING: ReadonlySet<TokenKind> = new Set([TokenKind.BRACE_L, TokenKind.BRACKET_L, TokenKind.PAREN_L]);
const CLOSING: ReadonlySet<TokenKind> = new Set([TokenKind.BRACE_R, TokenKind.BRACKET_R, TokenKind.PAREN_R]);

const fault = (
  message: string,
  place?: { readonly line: number; readonly column: number },
): DocumentFault => ({
  kind: 'InvalidOperationDocument',
  message,
  line: place?.line ?? null,
  column: place?.column ?? null,
});

function findTooDeep(document: string): DocumentFault | undefined {
  const lexer = new Lexer(new Source(document));
  let depth = 0;
  for (let token = lexer.advance(); token.kind !== TokenKind.EOF; token = lexer.advance()) {
    if (OPENING.has(token.kind)) depth += 1;
    else if (CLOSING.has(token.kind)) depth -= 1;
    if (depth > MAXIMUM_NESTING)
      return fault(`Nest at most ${MAXIMUM_NESTING} levels; nothing deeper is ever run.`, token);
  }
  return undefined;
}

/** What keeps a document from being run by any server: its syntax, or that there is no operation in it. */
export function findDocumentFault(document: string): DocumentFault | undefined {
  try {
    const tooDeep = findTooDeep(document);
    if (tooDeep) return tooDeep;
    const { definitions } = parse(document);
    for (const { kind, loc } of definitions) {
      if (kind === Kind.OPERATION_DEFINITION || kind === Kind.FRAGMENT_DEFINITION) continue;
      return fault('Only operations and fragments can be kept, no type definitions.', loc?.startToken);
    }
    return definitions.some(({ kind }) => kind === Kind.OPERATION_DEFINITION)
      ? undefined
      : fault('There is no operation in this document: add a query, a mutation or a subscription.');
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    return fault(error.message, error.locations?.[0]);
  }
}
