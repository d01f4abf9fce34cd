import { createWriteStream } from 'node:fs';
import { mkdir, symlink } from 'node:fs/promises';
import { dirname, join, relative, resolve, isAbsolute } from 'node:path';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { openPromise } from 'yauzl';

const SYMLINK = 0o120000;
const KIND = 0o170000;

/** Unzips an archive with file modes and links, which the archives of programs need. */
export async function unzip(archive: string, folder: string): Promise<void> {
  const zip = await openPromise(archive, { lazyEntries: true });
  try {
    for await (const entry of zip.eachEntry()) {
      const target = join(folder, entry.fileName);
      assertInside(folder, target);
      if (entry.fileName.endsWith('/')) {
        await mkdir(target, { recursive: true });
        continue;
      }
      await mkdir(dirname(target), { recursive: true });
      const mode = entry.externalFileAttributes >>> 16;
      const content = await zip.openReadStreamPromise(entry);
      if ((mode & KIND) === SYMLINK) {
        const to = await text(content);
        assertInside(folder, resolve(dirname(target), to));
        await symlink(to, target);
      } else {
        await pipeline(content, createWriteStream(target, { mode: mode & 0o777 || 0o644 }));
      }
    }
  } finally {
    zip.close();
  }
}

function assertInside(folder: string, path: string): void {
  const inside = relative(folder, path);
  if (inside.startsWith('..') || isAbsolute(inside))
    throw new Error(`The archive has an entry outside itself: ${path}`);
}
