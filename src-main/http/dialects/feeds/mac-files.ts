import { runsOn, targetOf } from '../../../domain/updates/updater-target.ts';
import type { ReleaseFile } from '../../../domain/model.ts';

/**
 * The one file of a release that a Mac should get.
 * @param endings what the updater can install, the one it wants first
 * @param arch of that Mac; one that is not said runs what every Mac runs
 * @returns before one for every system the file for this processor, else one for both, else, since Apple's processors translate, one for the older
 */
export function macFile(
  files: readonly ReleaseFile[],
  endings: readonly RegExp[],
  arch: 'x64' | 'arm64' | undefined,
): ReleaseFile | undefined {
  const archs = [...(arch ? [arch] : []), 'universal', null, ...(arch === 'x64' ? [] : ['x64'])];
  const ranked = files.flatMap((file) => {
    const ending = endings.findIndex((one) => one.test(file.name));
    const { os, arch: own } = targetOf(file);
    const processor = archs.indexOf(own);
    const isForAll = Number(os === null);
    return ending >= 0 && processor >= 0 && runsOn(file, 'macos')
      ? [{ file, ending, processor, isForAll }]
      : [];
  });
  return ranked.toSorted(
    (a, b) => a.isForAll - b.isForAll || a.processor - b.processor || a.ending - b.ending,
  )[0]?.file;
}
