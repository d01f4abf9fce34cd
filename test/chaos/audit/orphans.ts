import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { until } from '../../support/until.ts';
import type { Audit } from './audit.ts';

/** Milliseconds in which leftovers of clients that are gone are cleared away. */
const PATIENCE_MS = 15_000;

const UUID_LIKE = /^[0-9a-f-]{36}/;

/** Nothing is left of uploads that ended in the middle, and `files/` holds what rows name, and what waits in quarantine. */
export const orphans: Audit = async ({ shop, db }) => {
  const { folder } = shop.counter();
  const named = db.prepare<[string]>('SELECT 1 FROM release_files WHERE sha256 = ?');
  const find = () => {
    const root = join(folder, 'files');
    const shards = readdirSync(root, { withFileTypes: true }).filter(
      (entry) => entry.isDirectory() && /^[0-9a-f]{2}$/.test(entry.name),
    );
    const bytes = shards.flatMap(({ name }) =>
      readdirSync(join(root, name)).filter((file) => /^[0-9a-f]{64}$/.test(file)),
    );
    return [
      ...readdirSync(join(folder, 'incoming'), { withFileTypes: true })
        .filter((entry) => entry.isFile() && UUID_LIKE.test(entry.name))
        .map(({ name }) => `incoming/${name} is left over`),
      ...bytes.filter((name) => !named.get(name)).map((name) => `files/…/${name} belongs to no release`),
    ];
  };
  await until(() => find().length === 0, PATIENCE_MS, 100);
  return find();
};
