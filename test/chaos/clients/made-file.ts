import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Tools } from './act.ts';

/** A file to publish, with bytes that no other one has. */
export function makeFile({ random, shop }: Tools) {
  const bytes = Buffer.alloc(random.whole(1, random.chance(0.2) ? 6_000_000 : 200_000), random.bytes(997));
  const version = `${random.whole(1, 9)}.${random.whole(0, 999_999)}.${random.whole(0, 999_999)}`;
  const path = join(shop.scratch, `app-${version}.zip`);
  return {
    bytes,
    version,
    path,
    /** Puts it on the disk, for clients that give a path. */
    write: () => writeFileSync(path, bytes),
    sha256: createHash('sha256').update(bytes).digest('hex'),
  };
}
