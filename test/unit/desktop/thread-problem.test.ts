import { expect, it } from 'vitest';
import { problemOf } from '../../../src-main/desktop/thread-problem.ts';
import { ListenError } from '../../../src-main/http/server.ts';
import { DataFolderError } from '../../../src-main/storage/data-folder-error.ts';

it.each([
  [
    new ListenError('EADDRINUSE', 'Stop that program, or choose another port (--port).'),
    { kind: 'network', code: 'EADDRINUSE', message: 'Stop that program, or choose another port.' },
  ],
  [
    new DataFolderError('in_use', 'Stop it first, or use another folder (--data DIR).'),
    { kind: 'folder', code: 'in_use', message: 'Stop it first, or use another folder.' },
  ],
  [
    Object.assign(new Error('no (idea)'), { code: 'EIO' }),
    { kind: 'crash', code: 'EIO', message: 'The server could not do its work: no (idea)' },
  ],
  ['thrown', { kind: 'crash', code: 'unknown', message: 'The server could not do its work: thrown' }],
])('the window is told of %s without options of the command line', (error, problem) => {
  expect(problemOf(error)).toEqual(problem);
});
