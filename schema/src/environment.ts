import { parseArgs } from 'node:util';
import {
  optional,
  type Parser,
  readEnvironment,
  text,
  withDefault,
} from '@codexcontinue/platform/environment';

const days: Parser<number> = (value) => {
  if (!/^[1-9]\d?$/.test(value) || Number(value) > 90) {
    throw new Error(`"${value}" is no number of days; expected 1 to 90.`);
  }
  return Number(value);
};

/** A share of one. */
const share: Parser<number> = (value) => {
  const [, number, percent] = /^(\d+(?:\.\d+)?) ?(%?)$/.exec(value) ?? [];
  const parsed = Number(number) / (percent ? 100 : 1);
  if (!(parsed >= 0 && parsed <= 1)) throw new Error(`"${value}" is no share; expected one like 0.1%.`);
  return parsed;
};

const SPECIFICATION = {
  /** The Redis of the gateways, or a file with a report. */
  USAGE: optional(text),
  USAGE_WINDOW_DAYS: withDefault(days, 30),
  USAGE_THRESHOLD: withDefault(share, 0.001),
};

/** How usage is taken into account. */
export type UsageSettings = ReturnType<typeof readUsageSettings>;

/**
 * Flags go before the environment.
 *
 * @throws EnvironmentError, and TypeError for flags that do not exist
 */
export function readUsageSettings(
  args: readonly string[],
  source: Readonly<Record<string, string | undefined>>,
) {
  const { values } = parseArgs({
    args: [...args],
    options: {
      usage: { type: 'string' },
      'window-days': { type: 'string' },
      threshold: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  });
  const settings = readEnvironment(SPECIFICATION, {
    ...source,
    ...(values.usage === undefined ? {} : { USAGE: values.usage }),
    ...(values['window-days'] === undefined ? {} : { USAGE_WINDOW_DAYS: values['window-days'] }),
    ...(values.threshold === undefined ? {} : { USAGE_THRESHOLD: values.threshold }),
  });
  return { ...settings, json: values.json };
}
