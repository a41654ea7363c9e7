import { cached } from './cached.ts';
import { heavy } from './heavy.ts';
import type { Scenario } from './scenario.ts';
import { small } from './small.ts';

/** By the name a process is told. */
export const SCENARIOS = { small, heavy, cached } as const satisfies Record<string, Scenario>;
export type ScenarioName = keyof typeof SCENARIOS;

/** @throws RangeError when there is none of the name */
export function scenarioNamed(name: string | undefined): Scenario {
  const scenario = Object.entries(SCENARIOS).find(([key]) => key === name)?.[1];
  if (!scenario) throw new RangeError(`There is no scenario "${name}".`);
  return scenario;
}
