import { expect, it } from 'vitest';
import { precedence } from '../../../shared/latest-release.ts';

it.each([
  ['1.0.5', []],
  ['2.0.0', ['1.0.5', '1.9.9']],
  ['2.0.0', ['2.0.0-rc.1']],
  ['1.0.0', ['2.0.0-beta.1']],
  ['2.0', ['2.0.0']],
  ['1.10.0', ['1.9.0']],
  ['2.0.0-rc.2', ['2.0.0-rc.1', '1.9.9-beta']],
  ['1.0.0', ['spring']],
  ['autumn', ['spring', 'summer']],
])('%s is the latest after %j', (version, others) => {
  expect(precedence(version, others)).toBeNull();
});

it.each([
  ['1.0.5', ['1.0.4', '2.0.0', '1.5.0'], { version: '2.0.0', why: 'newer' }],
  ['1.9.0', ['1.10.0'], { version: '1.10.0', why: 'newer' }],
  ['3.0.0-beta.1', ['2.0.0'], { version: '2.0.0', why: 'final' }],
  ['2.0.0-rc.1', ['1.0.0', '2.0.0-rc.2'], { version: '1.0.0', why: 'final' }],
  ['2.0.0-rc.1', ['2.0.0-rc.2'], { version: '2.0.0-rc.2', why: 'newer' }],
  ['1.0.0', ['0.9.0', '2.0.0-beta.1', '1.0.1'], { version: '1.0.1', why: 'newer' }],
  ['1.0.0-beta', ['spring'], { version: 'spring', why: 'final' }],
  ['autumn', ['spring', '1.0.0'], { version: '1.0.0', why: 'incomparable' }],
])('%s is not, after %j', (version, others, why) => {
  expect(precedence(version, others)).toEqual(why);
});
