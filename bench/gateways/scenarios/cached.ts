import type { Scenario } from './scenario.ts';
import { small } from './small.ts';

const MAX_AGE_SECONDS = 60;

const HINTS = `
  extend schema
    @link(url: "https://specs.codexcontinue.invalid/cacheControl/v0.1", import: ["@cacheControl", "CacheControlScope"])
    @composeDirective(name: "@cacheControl")
  enum CacheControlScope { PUBLIC PRIVATE }
  directive @cacheControl(maxAge: Int, scope: CacheControlScope, inheritMaxAge: Boolean)
    on FIELD_DEFINITION | OBJECT | INTERFACE | UNION`;

/** The small scenario, with everything it selects marked as good for a minute: in the schema and in each answer. */
export const cached: Scenario = {
  query: small.query,
  subgraphs: small.subgraphs.map((subgraph) => ({
    ...subgraph,
    sdl: `${HINTS}\n${subgraph.sdl
      .replace(/(type Query \{ \w+: [^ }]+)/, `$1 @cacheControl(maxAge: ${MAX_AGE_SECONDS})`)
      .replace(/(type (?!Query)\w+[^{]*)\{/g, `$1@cacheControl(maxAge: ${MAX_AGE_SECONDS}) {`)}`,
    cacheControl: `max-age=${MAX_AGE_SECONDS}, public`,
  })),
};
