import type { QuotaDefaults } from './quota-kinds.ts';
import type { QuotaStore } from './quota-store.ts';

/** Where what is used is counted, and the limits where nobody has set others. */
export interface QuotaSettings {
  readonly store: QuotaStore;
  readonly defaults: QuotaDefaults;
}
