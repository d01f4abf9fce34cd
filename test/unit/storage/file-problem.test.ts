import { expect, it } from 'vitest';
import { fileProblem } from '../../../src-main/storage/data-folder-error.ts';

it.each([undefined, null, 'sudden', 7, new Error('sudden'), { code: 7 }, { code: undefined }])(
  'nothing is wrong with a file where %j is thrown',
  (thrown) => {
    expect(fileProblem(thrown)).toBeNull();
  },
);

it.each([
  ['SQLITE_CORRUPT_INDEX', 'corrupt'],
  ['SQLITE_NOTADB', 'corrupt'],
  ['ENOSPC', 'disk_full'],
  ['SQLITE_CANTOPEN', 'not_writable'],
] as const)('%s says that it is %s', (code, problem) => {
  expect(fileProblem({ code })).toBe(problem);
});
