import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Puts files that are not ours into a data folder, beside it, and behind links in it.
 * @param outside a folder elsewhere
 * @returns tells which of them are no longer as they were, each once
 */
export function plantBait(folder: string, outside: string): () => string[] {
  const shape = createHash('sha256').update('a file of another program').digest('hex');
  const id = '12345678-1234-4234-8234-123456789abc';
  const paths = [
    join(folder, 'thesis.odt'),
    join(folder, 'files', 'readme.txt'),
    join(folder, 'files', 'photos', 'summer.jpg'),
    join(folder, 'files', 'aa', 'letter.odt'),
    join(folder, 'incoming', 'holiday.zip'),
    join(folder, 'incoming', 'sub', id),
    join(folder, 'backups', 'mine.tar'),
    join(folder, 'logs', 'other.log'),
    join(folder, 'keys', 'ssh.pem'),
    join(dirname(folder), 'beside.txt'),
    join(outside, 'shard', shape),
    join(outside, 'shard', 'notes.txt'),
    join(outside, 'uploads', id),
  ];
  for (const path of paths) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, contentOf(path));
  }
  const link = join(folder, 'files', shape.slice(0, 2));
  if (!existsSync(link)) symlinkSync(join(outside, 'shard'), link);
  symlinkSync(join(outside, 'uploads', id), join(folder, 'incoming', id.replace('1', '2')));
  symlinkSync(join(outside, 'uploads'), join(folder, 'incoming', 'linked'));
  const told = new Set<string>();
  return () =>
    paths.flatMap((path) => {
      if (told.has(path)) return [];
      const wrong = whatBefell(path);
      if (wrong !== null) told.add(path);
      return wrong ?? [];
    });
}

function whatBefell(path: string): string | null {
  if (!existsSync(path)) return `${path} is not Lanyard's, and is gone`;
  return readFileSync(path, 'utf8') === contentOf(path) ? null : `${path} is not Lanyard's, and has changed`;
}

const contentOf = (path: string): string => `not Lanyard's: ${path}`;
