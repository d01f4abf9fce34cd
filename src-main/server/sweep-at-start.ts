import { sweep } from '../files/sweep.ts';
import type { Lanyard } from './lanyard.ts';

/** Clears up before anybody can upload. What cannot be cleared up stops no start: the next one tries again. */
export async function sweepAtStart({ folder, core, quarantine, logger }: Lanyard): Promise<void> {
  try {
    const named = core.store.releaseFiles.allBytes();
    const { quarantined, links } = await sweep(folder, named, quarantine);
    if (quarantined > 0) logger.warn('quarantined files that no release names', { files: quarantined });
    for (const name of links) logger.warn(`${name}/ is a link: nothing is tidied behind it`);
  } catch (error) {
    logger.error('the data folder could not be tidied', { error });
  }
}
