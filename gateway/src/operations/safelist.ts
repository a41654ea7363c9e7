/** What happens to operations that are not registered: they run, they run and are logged, they are refused. */
export type SafelistMode = 'off' | 'log' | 'on';

export const SAFELIST_MODES = ['off', 'log', 'on'] as const;

/** Which mode holds for whom. */
export interface SafelistSettings {
  readonly mode: SafelistMode;
  /** By the name a client gives itself. */
  readonly clients: Readonly<Record<string, SafelistMode>>;
}

export const NO_SAFELIST: SafelistSettings = { mode: 'off', clients: {} };

/** @param client undefined for one that does not say who it is */
export function safelistModeOf(
  { mode, clients }: SafelistSettings,
  client: string | undefined,
): SafelistMode {
  return client !== undefined && Object.hasOwn(clients, client) ? (clients[client] ?? mode) : mode;
}
