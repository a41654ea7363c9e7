/** The rows of a raw query: both drivers answer `{ rows }`, which Drizzle's common type does not say. */
export function rowsOf<Row>(result: unknown): Row[] {
  return (result as { readonly rows: Row[] }).rows;
}
