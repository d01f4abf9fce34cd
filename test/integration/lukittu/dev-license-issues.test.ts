import { describe, expect, test } from 'vitest';
import { counter } from './counter.ts';
import { NOWHERE } from './shop.ts';

type Issue = [message: string, ...path: (string | number)[]];

const TYPES = "'NEVER' | 'DATE' | 'DURATION'";
const STARTS = "'CREATION' | 'ACTIVATION'";
const pair = { key: 'a', value: 'b', locked: false };

async function asked() {
  const opened = await counter();
  const issuesOf =
    (send: (body: unknown) => ReturnType<typeof opened.create>) =>
    async (body: unknown): Promise<Issue[]> => {
      const { status, json } = await send(body);
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
  return {
    ...opened,
    issues: issuesOf(opened.create),
    issuesOfUpdate: issuesOf((body) => opened.update(NOWHERE, body)),
  };
}

describe('everything that is wrong with a new licence', () => {
  test('is listed in the order of its fields', async () => {
    const { issues } = await asked();
    expect(await issues({})).toEqual([
      ['Required', 'expirationType'],
      ['Required', 'expirationStart'],
      ['Invalid date', 'expirationDate'],
      ['Required', 'expirationDays'],
      ['Required', 'suspended'],
      ['Required', 'productIds'],
      ['Required', 'customerIds'],
      ['Required', 'hwidLimit'],
      ['Required', 'ipLimit'],
      ['Required', 'metadata'],
      ['Required', 'sendEmailDelivery'],
    ]);
    expect(
      await issues({
        extra: 1,
        more: 2,
        sendEmailDelivery: 'no',
        metadata: [{ key: '', value: 'v'.repeat(256), odd: 1 }, null],
        ipLimit: '5',
        hwidLimit: {},
        customerIds: ['x', 5],
        productIds: 'x',
        suspended: null,
        expirationDays: true,
        expirationDate: 'soon',
        expirationStart: 'NOW',
        expirationType: 'LATER',
      }),
    ).toEqual([
      [`Invalid enum value. Expected ${TYPES}, received 'LATER'`, 'expirationType'],
      [`Invalid enum value. Expected ${STARTS}, received 'NOW'`, 'expirationStart'],
      ['Invalid date', 'expirationDate'],
      ['Expected number, received boolean', 'expirationDays'],
      ['Expected boolean, received null', 'suspended'],
      ['Expected array, received string', 'productIds'],
      ['Invalid uuid', 'customerIds', 0],
      ['Expected string, received number', 'customerIds', 1],
      ['Expected number, received object', 'hwidLimit'],
      ['Expected number, received string', 'ipLimit'],
      ['String must contain at least 1 character(s)', 'metadata', 0, 'key'],
      ['String must contain at most 255 character(s)', 'metadata', 0, 'value'],
      ['Required', 'metadata', 0, 'locked'],
      ["Unrecognized key(s) in object: 'odd'", 'metadata', 0],
      ['Expected object, received null', 'metadata', 1],
      ['Expected boolean, received string', 'sendEmailDelivery'],
      ["Unrecognized key(s) in object: 'extra', 'more'"],
    ]);
    expect(await issues(null)).toEqual([['Expected object, received null']]);
    expect(await issues([])).toEqual([['Expected object, received array']]);
    expect(await issues('"text"')).toEqual([['Expected object, received string']]);
  });

  test.each([
    [{ expirationType: 5 }, [`Expected ${TYPES}, received number`, 'expirationType']],
    [{ expirationType: null }, [`Expected ${TYPES}, received null`, 'expirationType']],
    [{ hwidLimit: 0 }, ['Number must be greater than 0', 'hwidLimit']],
    [{ ipLimit: -1 }, ['Number must be greater than 0', 'ipLimit']],
    [{ hwidLimit: 1001 }, ['Number must be less than or equal to 1000', 'hwidLimit']],
    [{ ipLimit: 1.5 }, ['Expected integer, received float', 'ipLimit']],
    [
      { productIds: Array.from({ length: 21 }, () => NOWHERE) },
      ['Array must contain at most 20 element(s)', 'productIds'],
    ],
    [
      { customerIds: Array.from({ length: 21 }, () => NOWHERE) },
      ['Array must contain at most 20 element(s)', 'customerIds'],
    ],
    [
      { metadata: Array.from({ length: 21 }, () => pair) },
      ['Array must contain at most 20 element(s)', 'metadata'],
    ],
    [
      { metadata: [{ ...pair, key: 'k'.repeat(256) }] },
      ['String must contain at most 255 character(s)', 'metadata', 0, 'key'],
    ],
    [{ licenseKey: 'AAAAA-AAAAA-AAAAA-AAAAA-AAAAA' }, ["Unrecognized key(s) in object: 'licenseKey'"]],
  ] satisfies [object, Issue][])('is told of %j', async (changes, issue) => {
    const { issues, terms } = await asked();
    expect(await issues(terms(changes))).toEqual([issue]);
  });

  test('is an expiry whose fields do not go together, unless a type is wrong', async () => {
    const { issues, terms, create } = await asked();
    const wrong = ['Invalid input'];
    const date = '2030-01-01T00:00:00Z';
    for (const changes of [
      { expirationDate: date },
      { expirationDays: 30 },
      { expirationStart: 'CREATION' },
      { expirationType: 'DATE' },
      { expirationType: 'DATE', expirationDate: '2020-01-01T00:00:00Z' },
      { expirationType: 'DURATION', expirationDays: 30 },
      { expirationType: 'DURATION', expirationStart: 'CREATION' },
    ])
      expect(await issues(terms(changes)), JSON.stringify(changes)).toEqual([wrong]);
    expect(await issues(terms({ expirationDays: 1001, extra: 1 }))).toEqual([
      ['Number must be less than or equal to 1000', 'expirationDays'],
      ["Unrecognized key(s) in object: 'extra'"],
      wrong,
    ]);
    expect(await issues(terms({ expirationDays: -0.5 }))).toEqual([
      ['Number must be greater than 0', 'expirationDays'],
      ['Expected integer, received float', 'expirationDays'],
      wrong,
    ]);
    expect(await issues(terms({ expirationType: 'DATE', suspended: 1 }))).toEqual([
      ['Expected boolean, received number', 'suspended'],
    ]);
    const longest = { expirationType: 'DURATION', expirationStart: 'CREATION', expirationDays: 1000 };
    expect(
      (await create(terms({ ...longest, expirationDate: date, hwidLimit: 1, ipLimit: 1000 }))).status,
    ).toBe(200);
  });

  test('is no date that JavaScript takes for one, as at Lukittu', async () => {
    const { create, terms } = await asked();
    for (const expirationDate of ['2030-01-01', '2030-01-01T10:00:00+02:00', 1_893_456_000_000])
      expect((await create(terms({ expirationType: 'DATE', expirationDate }))).status).toBe(200);
  });

  test('is a date that is no text and no number, also one that JavaScript chokes on', async () => {
    const { issues, create, terms } = await asked();
    for (const expirationDate of [true, {}, ['2030-01-01'], { toString: 1, valueOf: 1 }])
      expect(await issues(terms({ expirationDate }))).toEqual([['Invalid date', 'expirationDate']]);
    const nested = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
    const body = JSON.stringify(terms({ expirationDate: 'nested' })).replace('"nested"', nested);
    expect((await create(body)).status).toBe(400);
  });
});

describe('an update', () => {
  test('must state every field, the key first', async () => {
    const { issuesOfUpdate, whole } = await asked();
    const required = (await issuesOfUpdate({})).map(([, name]) => name);
    expect(required).toEqual([
      'licenseKey',
      ...['expirationType', 'expirationStart', 'expirationDate', 'expirationDays', 'suspended'],
      ...['productIds', 'customerIds', 'hwidLimit', 'ipLimit', 'metadata'],
    ]);
    for (const licenseKey of ['', 'AAAAA', 'aaaaa-AAAAA-AAAAA-AAAAA-AAAAA', 'AAAAA-AAAAA-AAAAA-AAAAA-AAAAA-'])
      expect(await issuesOfUpdate(whole({ licenseKey }))).toEqual([['Invalid', 'licenseKey']]);
    expect(await issuesOfUpdate(whole({ licenseKey: 7 }))).toEqual([
      ['Expected string, received number', 'licenseKey'],
    ]);
    expect(await issuesOfUpdate(whole({ sendEmailDelivery: true }))).toEqual([
      ["Unrecognized key(s) in object: 'sendEmailDelivery'"],
    ]);
    expect(await issuesOfUpdate(whole({ expirationType: 'DATE' }))).toEqual([['Invalid input']]);
  });
});
