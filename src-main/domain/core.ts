import type { Area } from '../../shared/contract.ts';
import type { Blacklist } from './blacklist/blacklist.ts';
import type { SettingsCabinet } from './settings/settings.ts';
import type { Store } from './store.ts';

/** What every use case works with. */
export type Core = {
  store: Store;
  settings: SettingsCabinet;
  blacklist: Blacklist;
  /** Milliseconds since the epoch. */
  now: () => number;
  /** Tells the window and the console what a request over HTTP changed. */
  changed: (areas: readonly Area[]) => void;
};
