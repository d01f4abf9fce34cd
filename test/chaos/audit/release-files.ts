import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Audit } from './audit.ts';

async function digest(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

/** The bytes of every release file are there, and are those of its row. */
export const releaseFiles: Audit = async ({ shop, db }) => {
  const wrong: string[] = [];
  const rows = db.prepare<[], { sha256: string }>('SELECT DISTINCT sha256 FROM release_files').all();
  for (const { sha256 } of rows) {
    const path = join(shop.counter().folder, 'files', sha256.slice(0, 2), sha256);
    if (!existsSync(path)) wrong.push(`the bytes ${sha256} of a release file are missing`);
    else if ((await digest(path)) !== sha256)
      wrong.push(`the bytes ${sha256} are others than their name says`);
  }
  return wrong;
};
