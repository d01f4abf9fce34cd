import type { ReleaseFile } from '../model.ts';

/** An operating system as updaters tell them apart. */
export type Os = 'windows' | 'macos' | 'linux';

/** What a file runs on: null = every system, `other` = one that no updater knows; an arch of null = not said. */
export type Target = { os: Os | 'other' | null; arch: string | null };

const systems: Record<string, Os> = {
  ...{ windows: 'windows', win: 'windows', win32: 'windows', win64: 'windows' },
  ...{ macos: 'macos', mac: 'macos', osx: 'macos', darwin: 'macos' },
  ...{ linux: 'linux' },
};

/** Names of processors as they stand in platforms and file names, and as Node calls them. */
const processors: Record<string, string> = {
  ...{ x64: 'x64', amd64: 'x64', win64: 'x64' },
  ...{ arm64: 'arm64', aarch64: 'arm64' },
  ...{ ia32: 'ia32', i386: 'ia32', i686: 'ia32', x86: 'ia32' },
  ...{ arm: 'arm', armv7l: 'arm', armhf: 'arm' },
  ...{ universal: 'universal' },
};

const endings: [RegExp, Os][] = [
  [/\.(exe|msi|msix|appx|nupkg)$/i, 'windows'],
  [/\.(dmg|pkg)$/i, 'macos'],
  [/\.(appimage|deb|rpm|pacman|flatpak|snap)$/i, 'linux'],
];

const words = (text: string): string[] =>
  text
    .toLowerCase()
    .replaceAll('x86_64', 'x64')
    .replaceAll('x86-64', 'x64')
    .split(/[^a-z0-9]+/);

/**
 * What a release file runs on. Its platform says so, a free text of which the known words count: `windows`, `macOS arm64`,
 * `linux-deb`. A file for any platform is for the system of its ending, where that is the ending of one system only.
 */
export function targetOf({ platform, name }: Pick<ReleaseFile, 'platform' | 'name'>): Target {
  const said = words(platform ?? '');
  const os =
    platform === null
      ? (endings.find(([ending]) => ending.test(name))?.[1] ?? null)
      : (said.map((word) => systems[word]).find(Boolean) ?? 'other');
  const arch = [...said, ...words(name)].map((word) => processors[word]).find(Boolean) ?? null;
  return { os, arch };
}

/** Whether a file is for a system, or for every one. */
export function runsOn(file: Pick<ReleaseFile, 'platform' | 'name'>, os: Os): boolean {
  const target = targetOf(file);
  return target.os === os || target.os === null;
}
