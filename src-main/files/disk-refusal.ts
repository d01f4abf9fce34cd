import { Refusal } from '../domain/refusal.ts';

/**
 * What the disk says to a file that it does not take, as a refusal.
 * @returns {Refusal} `disk_full`, `file_too_large`; any other error as it is
 */
export function diskRefusal(error: unknown): unknown {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new Refusal('disk_full');
    case 'EFBIG': // FAT32 ends at 4 GiB, and a user may have a limit
      return new Refusal('file_too_large', {
        message: 'The disk that holds the data folder takes no file of this size.',
      });
    default:
      return error;
  }
}
