/** One subgraph of a scenario. */
export interface ScenarioSubgraph {
  readonly name: string;
  readonly sdl: string;
  readonly resolvers: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** The `cache-control` header of its answers. */
  readonly cacheControl?: string;
}

/** What every gateway is asked over the same subgraphs. */
export interface Scenario {
  readonly subgraphs: readonly ScenarioSubgraph[];
  readonly query: string;
}

export const FEDERATION = `extend schema
  @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@external", "@requires", "@composeDirective"])`;
