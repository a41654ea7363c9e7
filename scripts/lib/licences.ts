import spdxSatisfies from 'spdx-satisfies';

/** Something with a licence, as CycloneDX has it. */
export interface Licensed {
  readonly name: string;
  readonly group?: string;
  readonly version: string;
  readonly licenses?: readonly {
    readonly license?: { readonly id?: string; readonly name?: string };
    readonly expression?: string;
  }[];
}

/** What may be shipped. */
export interface LicencePolicy {
  /** SPDX identifiers. */
  readonly allowed: readonly string[];
  /** Packages that may be shipped for a reason of their own. */
  readonly exceptions: Readonly<Record<string, string>>;
}

/** Its name as npm has it. */
function nameOf({ group, name }: Licensed): string {
  return group === undefined ? name : `${group}/${name}`;
}

/** An SPDX expression; empty when the package declares none. */
export function licenceOf({ licenses = [] }: Licensed): string {
  return licenses
    .map(({ license, expression }) => expression ?? license?.id ?? license?.name ?? '')
    .filter(Boolean)
    .join(' AND ');
}

/** What of the components may not be shipped, a line each, and exceptions that except nothing any more. */
export function findLicenceFaults(components: readonly Licensed[], policy: LicencePolicy): string[] {
  const faults: string[] = [];
  const used = new Set<string>();
  for (const component of components) {
    const name = nameOf(component);
    const licence = licenceOf(component);
    if (isAllowed(licence, policy.allowed)) continue;
    if (Object.hasOwn(policy.exceptions, name)) used.add(name);
    else faults.push(`${name} ${component.version}: ${licence === '' ? 'declares no licence' : licence}`);
  }
  for (const name of Object.keys(policy.exceptions)) {
    if (!used.has(name)) faults.push(`${name}: an exception that nothing needs`);
  }
  return faults;
}

function isAllowed(licence: string, allowed: readonly string[]): boolean {
  try {
    return spdxSatisfies(licence, [...allowed]);
  } catch {
    // No expression of SPDX, so nobody knows.
    return false;
  }
}
