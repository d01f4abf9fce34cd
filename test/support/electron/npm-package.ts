import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * Fetches a package's archive through npm, which checks it against the registry, and runs nothing of it.
 * @param integrity what the registry must name too, where the caller has pinned it
 * @returns the path of the .tgz in `folder`
 */
export async function fetchPackage(spec: string, folder: string, integrity?: string): Promise<string> {
  mkdirSync(folder, { recursive: true });
  const args = ['pack', spec, '--json', '--ignore-scripts', '--loglevel=error', '--pack-destination', folder];
  const { stdout } = await run('npm', args, { cwd: folder, maxBuffer: 64 * 1024 * 1024 });
  const packed: unknown = JSON.parse(stdout);
  const [found] = Object.values(packed as Record<string, { filename: string; integrity: string }>);
  if (!found) throw new Error(`npm pack ${spec} named no file`);
  if (integrity !== undefined && found.integrity !== integrity)
    throw new Error(`${spec} is not the package that is pinned here (${found.integrity})`);
  return join(folder, found.filename);
}

/** Unpacks some members of a .tgz into a folder, without the leading `package/`. */
export async function unpack(archive: string, folder: string, ...members: string[]): Promise<void> {
  mkdirSync(folder, { recursive: true });
  await run('tar', [
    '-xzf',
    archive,
    '-C',
    folder,
    '--strip-components=1',
    ...members.map((name) => `package/${name}`),
  ]);
}
