import { refuse } from '../../domain/refusal.ts';

/** Says in words why a new file could not be written; what it does not know is a fault. */
export function refuseNewFile(error: NodeJS.ErrnoException): never {
  switch (error.code) {
    case 'EEXIST':
      return refuse('invalid_input', 'There is a file of this name already. Choose another one.');
    case 'ENOENT':
      return refuse(
        'invalid_input',
        'The folder for the file does not exist. Create it, or choose another one.',
      );
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return refuse(
        'invalid_input',
        'The file may not be written there by this user. Choose another folder.',
      );
    case 'ENOTDIR':
    case 'EISDIR':
    case 'ENAMETOOLONG':
    case 'ELOOP':
    case 'EINVAL':
      return refuse('invalid_input', 'A file cannot have this path. Choose another one.');
    case 'ENOSPC':
      return refuse('disk_full', 'The disk is full. Free some space and try again.');
    default:
      throw error;
  }
}
