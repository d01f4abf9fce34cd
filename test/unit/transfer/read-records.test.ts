import { describe, expect, it } from 'vitest';
import { readRecords } from '../../../src-main/transfer/read-records.ts';
import { repeatedMember } from '../../../src-main/transfer/repeated-member.ts';

const csv = (...lines: string[]) => readRecords('licenses.csv', lines.join('\n'), null, []);
const json = (document: unknown) =>
  readRecords('licenses.json', typeof document === 'string' ? document : JSON.stringify(document), null, []);
const keys = ({ licenses }: ReturnType<typeof readRecords>) => licenses.map(({ value }) => value.key);

describe('rows of one licence', () => {
  it.each([
    ['the second of which is revoked', ['key,status', 'SAME-1,active', 'SAME-1,revoked', 'ELSE-1,active']],
    [
      'the second of which is not understood',
      ['key,status', 'SAME-1,active', 'SAME-1,gone', 'ELSE-1,active'],
    ],
    [
      'the second of which is cut short',
      ['key,seats,status', 'SAME-1,1,active', 'SAME-1,revoked', 'ELSE-1,1,active'],
    ],
    ['in other columns', ['key,license_key', 'SAME-1,', ',SAME-1', 'ELSE-1,']],
  ])('are all bad: two %s', (_, lines) => {
    expect(keys(csv(...lines))).toEqual(['ELSE-1']);
  });
});

describe('JSON', () => {
  it.each([
    [{ licenses: [{ key: 'ABCD-1' }], revokedLicenses: ['ABCD-1'] }],
    [{ licenses: [{ key: 'ABCD-1' }], revoked: ['ABCD-1'] }],
    [{ data: [{ key: 'ABCD-1' }], suspended: ['ABCD-1'] }],
    ['[{"key":"ABCD-1","status":"revoked","status":"active"}]'],
    ['[{"key":"ABCD-1","status":"revoked","st\\u0061tus":"active"}]'],
    ['{"licenses":[{"key":"ABCD-1","revoked":true}],"licenses":[{"key":"ABCD-1"}]}'],
  ])('is refused where it is unclear what is restricted: %j', (document) => {
    expect(() => json(document)).toThrow(/twice|may restrict/);
  });

  it('may have other sections', () => {
    expect(
      keys(json({ data: { licenses: [{ key: 'ABCD-1' }], totalResults: 1, links: {} }, result: {} })),
    ).toEqual(['ABCD-1']);
  });

  it('is bad where what lies beside the attributes restricts', () => {
    expect(keys(json([{ attributes: { key: 'ABCD-1' }, meta: { status: 'SUSPENDED' } }]))).toEqual([]);
    expect(keys(json([{ key: 'ABCD-1', license: { status: 'revoked' } }]))).toEqual([]);
  });

  it.each([
    ['{"a":1,"b":{"a":[{"a":"a,{"},{"a":"\\"a\\":"}]}}', null],
    ['["a","a",{"b":["c","c"],"d":"b"}]', null],
    ['{"a":{"b":1,"b":2}}', 'b'],
    ['{"a":[1,{"x":1}],"a":2}', 'a'],
  ])('has a repeated member: %s', (text, name) => {
    expect(repeatedMember(text)).toBe(name);
  });
});

it('takes a column without a name for one that may restrict', () => {
  const { problems, restricting } = csv('key,,seats', 'ABCD-1,x,1', 'ABCD-2,,1');
  expect(problems).toMatchObject([{ row: 2, field: 'unnamed column 2' }]);
  expect(restricting).toEqual(['unnamed column 2']);
});

it('takes another word for a product where no other column names one', () => {
  const { licenses, ignored } = csv('key,theme,product', 'ABCD-1,Aurora,', 'ABCD-2,Aurora,Compass');
  expect(licenses.map(({ value }) => value.products)).toEqual([[['Aurora']], [['Compass']]]);
  expect(ignored).toEqual(['theme']);
});
