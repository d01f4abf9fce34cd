import type { FileDamage } from '../../shared/model/enums.ts';
import type { OpenBytes } from '../../src-main/files/release-bytes.ts';

/** Bytes that can be served. @throws when they cannot */
export async function openedOf(opening: Promise<OpenBytes | FileDamage>): Promise<OpenBytes> {
  const opened = await opening;
  if (typeof opened === 'string') throw new Error(`The bytes are ${opened}`);
  return opened;
}
