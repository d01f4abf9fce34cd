import { Refusal } from '../refusal.ts';

// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const UNUSABLE = /[\u0000-\u001f\u007f]/;

/**
 * The name under which a file is offered: without any folder, as its vendor wrote it.
 * @throws {Refusal} `file_name_invalid`
 */
export function releaseFileName(name: string): string {
  const bare = name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1).normalize('NFC');
  if (
    bare === '' ||
    bare === '.' ||
    bare === '..' ||
    UNUSABLE.test(bare) ||
    Buffer.byteLength(bare) > 1020 ||
    bare.length > 255
  )
    throw new Refusal('file_name_invalid', {
      message: 'A file name has 1 to 255 characters, and no control characters among them.',
    });
  return bare;
}
