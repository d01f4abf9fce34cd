import { expect, test } from 'vitest';
import { contentDisposition } from '../../../src-main/http/downloads/content-disposition.ts';

test.each([
  ['app.zip', 'attachment; filename="app.zip"'],
  ['My App (1).zip', 'attachment; filename="My App (1).zip"'],
  ['a;b.zip', `attachment; filename="a_b.zip"; filename*=UTF-8''a%3Bb.zip`],
  ['a"b.zip', `attachment; filename="a'b.zip"; filename*=UTF-8''a%22b.zip`],
  ['a\\b.zip', `attachment; filename="a_b.zip"; filename*=UTF-8''a%5Cb.zip`],
  ['a%41.zip', `attachment; filename="a%41.zip"; filename*=UTF-8''a%2541.zip`],
  ['100%.zip', 'attachment; filename="100%.zip"'],
  ['Über.zip', `attachment; filename="Uber.zip"; filename*=UTF-8''%C3%9Cber.zip`],
  ['日本.zip', `attachment; filename="__.zip"; filename*=UTF-8''%E6%97%A5%E6%9C%AC.zip`],
  ['😀.zip', `attachment; filename="_.zip"; filename*=UTF-8''%F0%9F%98%80.zip`],
  ['\ud800.zip', `attachment; filename="_.zip"; filename*=UTF-8''%EF%BF%BD.zip`],
])('%j is offered as %s', (name, header) => {
  expect(contentDisposition(name)).toBe(header);
});
