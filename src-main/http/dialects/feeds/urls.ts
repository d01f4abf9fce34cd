import type { ReleaseFile } from '../../../domain/model.ts';
import type { FeedRelease } from '../../../domain/updates/read-line.ts';
import { baseUrl } from '../../base-url.ts';
import type { Context } from '../../context.ts';
import type { Services } from '../../services.ts';
import { keyToCarry } from './attempt.ts';

/** A `+` may stand in a path as it is, and updaters look for the version there as text. */
const encode = (part: string): string => encodeURIComponent(part).replaceAll('%2B', '+');

/**
 * Where a file lies as seen from the feeds of its line: in a folder named by the version, so that files that have one name
 * in every version are told apart, and electron-updater finds the old blockmap when it puts the old version for the new.
 * Where several files of the release have this name, the folder is the file's own id.
 */
export const fileAddress = (
  { release, sharedNames }: Pick<FeedRelease, 'release' | 'sharedNames'>,
  { id, name }: Pick<ReleaseFile, 'id' | 'name'>,
): string => `${encode(sharedNames.has(name) ? id : release.version)}/${encode(name)}`;

/** Gives the whole URL of a file, for clients that resolve none, with the key that the feed was asked with. */
export function fileUrls(
  ctx: Context,
  services: Services,
  line: string,
): (one: FeedRelease, file: ReleaseFile) => string {
  const base = `${baseUrl(ctx, services)}${line}`;
  const key = keyToCarry(ctx);
  const query = key === null ? '' : `?key=${encodeURIComponent(key)}`;
  return (one, file) => `${base}${fileAddress(one, file)}${query}`;
}

/** The path of a line's feeds, as the client named product and line. */
export const linePath = ({ params }: { params: Record<string, string> }): string =>
  `/feeds/${encode(params['product'] ?? '')}/${encode(params['line'] ?? '')}/`;
