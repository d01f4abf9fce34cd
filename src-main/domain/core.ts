import type { SettingsCabinet } from './settings/settings.ts';
import type { Store } from './store.ts';

/** What every use case works with. */
export type Core = {
  store: Store;
  settings: SettingsCabinet;
  /** Milliseconds since the epoch. */
  now: () => number;
};
