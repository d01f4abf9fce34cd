import { expect, test } from 'vitest';
import type { Fields } from '../../support/lukittu-client.ts';
import { NOWHERE } from './shop.ts';
import { workshop } from './workshop.ts';

type Issue = [message: string, ...path: (string | number)[]];

const STATUSES = "'PUBLISHED' | 'DRAFT' | 'DEPRECATED' | 'ARCHIVED'";
const pair = { key: 'a', value: 'b', locked: false };

test('everything that is wrong with a new release is listed in the order of its fields', async () => {
  const { create, data } = await workshop();
  const issues = async (body: unknown): Promise<Issue[]> => {
    const { status, json } = await create(body as Fields);
    expect([status, json.result.details, json.result.code]).toEqual([
      400,
      'Invalid request body',
      'BAD_REQUEST',
    ]);
    return (json.data as { message: string; path: (string | number)[] }[]).map(({ message, path }) => [
      message,
      ...path,
    ]);
  };

  expect(await issues({})).toEqual([
    ['Required', 'version'],
    ['Required', 'productId'],
    ['Required', 'status'],
  ]);
  expect(
    await issues({
      extra: 1,
      more: 2,
      licenseIds: 'x',
      metadata: [{ key: '', value: 'v'.repeat(256), locked: 'no', odd: 1 }, null, 'x'],
      branchId: 5,
      setAsLatest: 'yes',
      status: 'GONE',
      productId: 'x',
      version: 7,
    }),
  ).toEqual([
    ['Expected string, received number', 'version'],
    ['Invalid uuid', 'productId'],
    [`Invalid enum value. Expected ${STATUSES}, received 'GONE'`, 'status'],
    ['Expected boolean, received string', 'setAsLatest'],
    ['Expected string, received number', 'branchId'],
    ['String must contain at least 1 character(s)', 'metadata', 0, 'key'],
    ['String must contain at most 255 character(s)', 'metadata', 0, 'value'],
    ['Expected boolean, received string', 'metadata', 0, 'locked'],
    ["Unrecognized key(s) in object: 'odd'", 'metadata', 0],
    ['Expected object, received null', 'metadata', 1],
    ['Expected object, received string', 'metadata', 2],
    ['Expected array, received string', 'licenseIds'],
    ["Unrecognized key(s) in object: 'extra', 'more'"],
  ]);
  expect(await issues(data({ version: 'a' }))).toEqual([
    ['String must contain at least 3 character(s)', 'version'],
  ]);
  expect(await issues(data({ version: '' }))).toEqual([
    ['String must contain at least 3 character(s)', 'version'],
    ['Invalid', 'version'],
  ]);
  expect(await issues(data({ version: '1'.repeat(256) }))).toEqual([
    ['String must contain at most 255 character(s)', 'version'],
  ]);
  expect(await issues(data({ version: '1.0 a' }))).toEqual([['Invalid', 'version']]);
  expect(await issues(data({ status: 5 }))).toEqual([[`Expected ${STATUSES}, received number`, 'status']]);
  expect(await issues(data({ status: null }))).toEqual([[`Expected ${STATUSES}, received null`, 'status']]);
  expect(await issues(data({ branchId: 'beta' }))).toEqual([['Invalid uuid', 'branchId']]);
  expect(await issues(data({ metadata: Array.from({ length: 21 }, () => pair) }))).toEqual([
    ['Array must contain at most 20 element(s)', 'metadata'],
  ]);
  expect(await issues(data({ licenseIds: Array.from({ length: 31 }, () => NOWHERE) }))).toEqual([
    ['Array must contain at most 30 element(s)', 'licenseIds'],
  ]);
  expect(await issues(data({ keepExistingFile: true }))).toEqual([
    ["Unrecognized key(s) in object: 'keepExistingFile'"],
  ]);
  expect(await issues(null)).toEqual([['Expected object, received null']]);
  expect(await issues([])).toEqual([['Expected object, received array']]);
});

test('an update must state every field', async () => {
  const { update, whole } = await workshop();
  const { json } = await update(NOWHERE, {});
  const required = [
    'version',
    'productId',
    'status',
    'setAsLatest',
    'branchId',
    'metadata',
    'licenseIds',
    'keepExistingFile',
  ];
  expect(json.data).toEqual(required.map((name) => ({ message: 'Required', path: [name] })));
  const unlocked = await update(NOWHERE, whole({ metadata: [{ key: 'a', value: 'b' }] }));
  expect(unlocked.json.result.details).toBe('Release not found');
});
