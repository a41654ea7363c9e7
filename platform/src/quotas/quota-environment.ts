import { type Parser, pairs } from '../environment.ts';
import { DEFAULT_QUOTAS, type QuotaDefaults } from './quota-kinds.ts';

/** What operators call the defaults: which of them, and which kind. */
const NAMES: Readonly<Record<string, readonly [keyof QuotaDefaults, string]>> = {
  requests: ['person', 'requests'],
  cost: ['person', 'cost'],
  tokens: ['person', 'tokens'],
  uploadBytes: ['person', 'uploadBytes'],
  parallelGenerations: ['person', 'parallelGenerations'],
  workspaceTokens: ['workspace', 'tokens'],
  workspaceUploadBytes: ['workspace', 'uploadBytes'],
  workspaceParallelGenerations: ['workspace', 'parallelGenerations'],
  anonymousRequests: ['anonymous', 'requests'],
  anonymousCost: ['anonymous', 'cost'],
};

/** `QUOTAS`: `name=number,…`, instead of the defaults. */
export const quotas: Parser<QuotaDefaults> = (value) => {
  const result: Record<string, Record<string, number>> = {
    person: { ...DEFAULT_QUOTAS.person },
    workspace: { ...DEFAULT_QUOTAS.workspace },
    anonymous: { ...DEFAULT_QUOTAS.anonymous },
  };
  for (const [name, limit] of Object.entries(pairs(value))) {
    const place = Object.hasOwn(NAMES, name) ? NAMES[name] : undefined;
    if (!place) throw new Error(`"${name}" is no quota; there are ${Object.keys(NAMES).join(', ')}.`);
    if (!/^\d{1,15}$/.test(limit)) throw new Error(`"${limit}" is no whole number; expected 0 or more.`);
    const [whose, kind] = place;
    (result[whose] as Record<string, number>)[kind] = Number(limit);
  }
  return result as unknown as QuotaDefaults;
};
