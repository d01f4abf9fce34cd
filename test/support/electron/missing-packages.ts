import { execFileSync } from 'node:child_process';
import { onPath } from '../run/programs.ts';

/** What Electron loads, and the Debian package that has it. */
const libraries: Record<string, string> = {
  'libgtk-3.so.0': 'libgtk-3-0',
  'libnss3.so': 'libnss3',
  'libasound.so.2': 'libasound2',
  'libgbm.so.1': 'libgbm1',
  'libXss.so.1': 'libxss1',
  'libatk-bridge-2.0.so.0': 'libatk-bridge2.0-0',
  'libdrm.so.2': 'libdrm2',
};

const displayTools: Record<string, string> = { 'xvfb-run': 'xvfb', xauth: 'xauth' };
const buildTools: Record<string, string> = { 'g++': 'g++', make: 'make', python3: 'python3' };

/**
 * @param building whether a native module has to be compiled too
 * @returns the Debian packages that are not installed, by what they bring
 */
export function missingPackages(building: boolean): string[] {
  const known = execFileSync('/sbin/ldconfig', ['-p'], { encoding: 'utf8' });
  const tools = { ...displayTools, ...(building ? buildTools : {}) };
  return [
    ...Object.entries(libraries).filter(([name]) => !known.includes(`\t${name} `)),
    ...Object.entries(tools).filter(([name]) => !onPath(name)),
  ].map(([, debianPackage]) => debianPackage);
}
