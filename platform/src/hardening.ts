import { EnvironmentError, oneOf, readEnvironment, type Variable, withDefault } from './environment.ts';

/** `HARDENED=1`: the strict profile. What it implies for a service stands in the service's environment. */
export const HARDENED_VARIABLE = { HARDENED: withDefault(oneOf('0', '1'), '0' as const) };

/** After so long without use a session ends under `HARDENED=1`. */
export const HARDENED_IDLE_SECONDS = 15 * 60;

/** What the profile asks of the other variables of a service. */
export interface HardenedRules {
  /** By variable: the value it has when it is left out, then those that are stricter. Any other is refused. */
  readonly implied?: Readonly<Record<string, readonly [string, ...string[]]>>;
  /** By variable: what to do when it is missing. */
  readonly needed?: Readonly<Record<string, string>>;
}

type Source = Readonly<Record<string, string | undefined>>;

/**
 * As `readEnvironment`, with `HARDENED`: variables that are left out have the profile's value, those that are set may be
 * stricter and not looser.
 *
 * @throws EnvironmentError with all faults at once, also for what contradicts the profile
 */
export function readHardenedEnvironment<Spec extends Record<string, Variable<unknown>>>(
  spec: Spec,
  rules: HardenedRules,
  source: Source,
) {
  const environment = readEnvironment({ ...HARDENED_VARIABLE, ...spec }, source);
  // Type inference stops at a generic spec; HARDENED is always there.
  if ((environment as { readonly HARDENED: string }).HARDENED !== '1') return environment;
  const values = environment as Readonly<Record<string, unknown>>;
  const faults: string[] = [];
  const implied: Record<string, string> = {};
  for (const [name, [value, ...stricter]] of Object.entries(rules.implied ?? {})) {
    const isSet = Boolean(source[name] || source[`${name}_FILE`]);
    if (!isSet) implied[name] = value;
    else if (![value, ...stricter].includes(String(values[name])))
      faults.push(
        `${name}: HARDENED=1 asks for ${[value, ...stricter].join(' or ')}. Leave ${name} out, or set HARDENED=0.`,
      );
  }
  for (const [name, advice] of Object.entries(rules.needed ?? {})) {
    if (values[name] === undefined) faults.push(`${name} is missing: ${advice}`);
  }
  if (faults.length > 0) throw new EnvironmentError(faults);
  return { ...environment, ...implied };
}

/** Of services that store what people write. */
export const ENCRYPTION_NEEDED = {
  ENCRYPTION_KEYS:
    'HARDENED=1 keeps nothing unencrypted. Set it to id=KEY, with KEY from `openssl rand -base64 32`, and keep a copy: what is stored cannot be read without it.',
} as const;
