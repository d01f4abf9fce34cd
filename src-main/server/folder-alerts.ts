import type { BadSetting } from '../domain/settings/settings.ts';
import { endOf, QUARANTINE_DAYS, type QuarantinedFile } from '../files/quarantine.ts';
import type { Alerts } from './alerts.ts';

/** So much of a bad value is told, in characters. */
const SHOWN = 100;

/** Tells of stored settings that cannot be used, and takes it back once they are set anew. */
export function tellBadSettings(alerts: Alerts): (bad: readonly BadSetting[]) => void {
  const idOf = ({ key }: BadSetting) => `settings.${key}`;
  let told: readonly BadSetting[] = [];
  return (bad) => {
    const keys = new Set(bad.map(({ key }) => key));
    for (const before of told) if (!keys.has(before.key)) alerts.clear(idOf(before));
    for (const setting of bad) {
      const { key, stored, fallback } = setting;
      const text = stored.replaceAll(/\/\/[^/@\s]*@/g, '//…@'); // a URL may hold a password
      const shown = text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
      alerts.raise(
        idOf(setting),
        'wrong',
        `The setting ${key} is stored as ${shown}, which cannot be used; its default ${JSON.stringify(fallback)} holds instead. Set it again: lanyard settings set ${key} VALUE.`,
      );
    }
    told = bad;
  };
}

/** Tells of what a share, or another owner's file, did not let Lanyard close to other users of the machine. */
export function tellOpenPaths(alerts: Alerts, [first, ...more]: readonly string[]): void {
  if (first === undefined) return;
  const others = more.length > 0 ? ` and ${more.length} more of the data folder` : '';
  alerts.raise(
    'folder.open',
    'warning',
    `Other users of this machine can open ${first}${others}, and Lanyard cannot change that. Make the user who runs Lanyard its owner, or move the data folder to a disk that knows permissions.`,
  );
}

/** Tells what is in quarantine, or that nothing is. */
export function tellQuarantine(alerts: Alerts, files: readonly QuarantinedFile[]): void {
  const [first] = files;
  if (first === undefined) return alerts.clear('quarantine');
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  const size = bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${Math.ceil(bytes / 1e6)} MB`;
  const what =
    files.length === 1
      ? `A file (${size}) that no release names is`
      : `${files.length} files (${size}) that no release names are`;
  alerts.raise(
    'quarantine',
    'warning',
    `${what} in quarantine (files/.quarantine of the data folder) for ${QUARANTINE_DAYS} days, and deleted from ${dayOf(endOf(first.since))} on. If releases are missing, the database is older than the files, and lacks the licences issued since, too: put a newer copy of it back, or publish the files again, and they return by themselves. If no release is missing, nothing is to be done (lanyard quarantine list shows them).`,
  );
}

const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);
