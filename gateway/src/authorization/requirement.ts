/** A disjunction of conjunctions: one of the inner sets must be had whole. */
export type Alternatives = readonly (readonly string[])[];

/** What a caller needs. All parts must be met; without any part it is met by everybody. */
export interface Requirement {
  readonly authenticated: boolean;
  readonly scopes: readonly Alternatives[];
  readonly policies: readonly Alternatives[];
}

/** What a caller has. */
export interface CallerAuthority {
  readonly authenticated: boolean;
  readonly scopes: ReadonlySet<string>;
  /** Of the policies that were asked about. */
  readonly policies: ReadonlySet<string>;
}

export const NO_REQUIREMENT: Requirement = Object.freeze({ authenticated: false, scopes: [], policies: [] });

/** Whether everybody meets a requirement. */
export function isEmpty(requirement: Requirement): boolean {
  return !requirement.authenticated && requirement.scopes.length === 0 && requirement.policies.length === 0;
}

/** What is needed to meet all of several requirements. */
export function allOf(requirements: Iterable<Requirement>): Requirement {
  let authenticated = false;
  const scopes = new Map<string, Alternatives>();
  const policies = new Map<string, Alternatives>();
  for (const requirement of requirements) {
    authenticated ||= requirement.authenticated;
    for (const alternatives of requirement.scopes) add(scopes, alternatives);
    for (const alternatives of requirement.policies) add(policies, alternatives);
  }
  if (!authenticated && scopes.size === 0 && policies.size === 0) return NO_REQUIREMENT;
  const sorted = (parts: Map<string, Alternatives>) =>
    [...parts].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, alternatives]) => alternatives);
  return { authenticated, scopes: sorted(scopes), policies: sorted(policies) };
}

/** Whether a caller meets a requirement. */
export function isMet(requirement: Requirement, authority: CallerAuthority): boolean {
  return (
    (!requirement.authenticated || authority.authenticated) &&
    requirement.scopes.every((alternatives) => hasOne(alternatives, authority.scopes)) &&
    requirement.policies.every((alternatives) => hasOne(alternatives, authority.policies))
  );
}

/** Whether whoever meets `stronger` also meets `weaker`. */
export function implies(stronger: Requirement, weaker: Requirement): boolean {
  return (
    (stronger.authenticated || !weaker.authenticated) &&
    weaker.scopes.every((alternatives) => forcesOne(stronger.scopes, alternatives)) &&
    weaker.policies.every((alternatives) => forcesOne(stronger.policies, alternatives))
  );
}

/** The same text for the same requirement. */
export function requirementKey({ authenticated, scopes, policies }: Requirement): string {
  return JSON.stringify([authenticated, scopes, policies]);
}

function add(parts: Map<string, Alternatives>, alternatives: Alternatives): void {
  // Apollo's composition and Router read "one of none" as no requirement; so does this gateway.
  if (alternatives.length === 0 || alternatives.some((names) => names.length === 0)) return;
  const normal = alternatives.map((names) => [...new Set(names)].sort()).sort();
  parts.set(JSON.stringify(normal), normal);
}

function hasOne(alternatives: Alternatives, had: ReadonlySet<string>): boolean {
  return alternatives.some((names) => names.every((name) => had.has(name)));
}

/** Every way of meeting all of `parts` meets `wanted`: for that one choice out of each part is taken together. */
function forcesOne(parts: readonly Alternatives[], wanted: Alternatives): boolean {
  let ways: ReadonlySet<string>[] = [new Set()];
  for (const alternatives of parts) {
    ways = ways.flatMap((way) => alternatives.map((names) => new Set([...way, ...names])));
    // Only ways that do not meet it yet can be a counterexample.
    ways = ways.filter((way) => !hasOne(wanted, way));
  }
  return ways.length === 0 || ways.every((way) => hasOne(wanted, way));
}
