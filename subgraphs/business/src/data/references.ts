/** An entity another subgraph resolves: its key is all that is known here. */
export interface Reference {
  readonly id: string;
}
