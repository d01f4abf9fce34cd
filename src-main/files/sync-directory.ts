import { open } from 'node:fs/promises';

/** Has new and renamed files of a folder on the disk. Windows cannot open a folder, and does not need to. */
export async function syncDirectory(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
