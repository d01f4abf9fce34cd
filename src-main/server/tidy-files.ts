import { endOf, QUARANTINE_DAYS, type QuarantinedFile, type Quarantine } from '../files/quarantine.ts';
import type { ReleaseBytes } from '../files/release-bytes.ts';
import { sweep } from '../files/sweep.ts';
import type { Store } from '../storage/store.ts';
import type { Alerts } from './alerts.ts';
import type { Logger } from './logger.ts';

/** How often it is looked whether something has been in quarantine for long enough, in ms. */
const INTERVAL_MS = 3_600_000;

type Parts = {
  folder: string;
  store: Store;
  bytes: ReleaseBytes;
  quarantine: Quarantine;
  alerts: Alerts;
  logger: Logger;
};

/** Keeps `files/` and `incoming/` of a data folder tidy while it is served. */
export function createTidying({ folder, store, bytes, quarantine, alerts, logger }: Parts) {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  /** Does something that is done again later if it fails now. */
  const tried = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      if (!stopped) logger.error('the data folder could not be tidied', { error });
    }
  };
  const restoreNamed = async (): Promise<void> => {
    for (const { sha256 } of await quarantine.list())
      if (!stopped && (await bytes.recover(sha256))) logger.info('moved back from quarantine', { sha256 });
  };

  return {
    /** Tells the vendor what is in quarantine. */
    tell: (): Promise<void> =>
      tried(async () => {
        const files = await quarantine.list();
        if (files.length === 0) alerts.clear('quarantine');
        else alerts.raise('quarantine', 'warning', words(files));
      }),
    /** Sweeps, before anybody can upload; in the background it then moves back what is named, and deletes what is old. */
    async start(): Promise<void> {
      await tried(async () => {
        const { quarantined, links } = await sweep(folder, store.releaseFiles.allBytes(), quarantine);
        if (quarantined > 0) logger.warn('quarantined files that no release names', { files: quarantined });
        for (const name of links) logger.warn(`${name}/ is a link: nothing is tidied behind it`);
      });
      void tried(restoreNamed).then(() => tried(quarantine.expire));
      timer = setInterval(() => void tried(quarantine.expire), INTERVAL_MS).unref();
    },
    stop(): void {
      stopped = true;
      clearInterval(timer);
    },
  };
}

function words(files: readonly QuarantinedFile[]): string {
  const megabytes = Math.ceil(files.reduce((sum, { size }) => sum + size, 0) / 1e6);
  const what = files.length === 1 ? 'A file' : `${files.length} files`;
  const first = new Date(endOf(files[0]!.since)).toISOString().slice(0, 10);
  return (
    `${what} (${megabytes} MB) that no release names: in files/.quarantine of the data folder, each for ` +
    `${QUARANTINE_DAYS} days, the first until ${first}. If releases are missing, the database is older than the ` +
    'files: put back a newer copy of it, or publish the files again, and they return by themselves.'
  );
}
