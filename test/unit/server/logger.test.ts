import { chmodSync, mkdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createLogger } from '../../../src-main/server/logger.ts';
import { temporaryFolder } from '../../support/folder.ts';

const MIB = 1024 * 1024;

function newLog() {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'logs'));
  const path = join(folder, 'logs', 'lanyard.log');
  const lines = () =>
    readFileSync(path, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, string>);
  return { folder, path, lines, logger: createLogger(folder, () => Date.UTC(2027, 0, 31)) };
}

describe('the log', () => {
  it('has a JSON line for each message, for its owner alone', () => {
    const { logger, lines, path } = newLog();
    logger.info('serving', { api: 'http://127.0.0.1:7420' });
    logger.warn('two\nlines');
    logger.error('failed', { error: new Error('outer', { cause: new TypeError('inner') }) });
    const time = '2027-01-31T00:00:00.000Z';
    expect(lines()).toEqual([
      { time, level: 'info', message: 'serving', api: 'http://127.0.0.1:7420' },
      { time, level: 'warn', message: 'two\nlines' },
      {
        time,
        level: 'error',
        message: 'failed',
        error: expect.stringMatching(/^Error: outer\n.*caused by TypeError: inner/s),
      },
    ]);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('holds no secret and no document, wherever they are', () => {
    const { logger, path } = newLog();
    const key = 'AB12C-DE34F-GH56I-JK78L-MN90P';
    logger.error(`a ${key}`, {
      request: `GET /v3/1?key=odd!`,
      error: new Error(`b ${key}`),
      more: { deep: [key] },
    });
    logger.error('long', { error: new Error('x'.repeat(MIB)) });
    const text = readFileSync(path, 'utf8');
    expect(text).not.toMatch(/DE34F|odd!/);
    expect(text.length).toBeLessThan(20_000);
  });

  it('begins a new file before the old one gets long, and keeps one', () => {
    const { logger, lines, path, folder } = newLog();
    writeFileSync(path, 'x'.repeat(5 * MIB - 10));
    logger.info('one');
    expect(lines()).toMatchObject([{ message: 'one' }]);
    expect(statSync(join(folder, 'logs', 'lanyard.old.log')).size).toBe(5 * MIB - 10);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('takes a file back that others could read', () => {
    const { logger, path } = newLog();
    writeFileSync(path, '');
    chmodSync(path, 0o644);
    logger.info('one');
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('is not written into what a link in its place leads to, and goes on when that is gone', () => {
    const { logger, lines, path, folder } = newLog();
    const own = join(folder, 'own.txt');
    writeFileSync(own, 'own', { mode: 0o644 });
    symlinkSync(own, path);
    logger.info('lost');
    expect(readFileSync(own, 'utf8')).toBe('own');
    expect(statSync(own).mode & 0o777).toBe(0o644);
    rmSync(path);
    logger.info('there');
    expect(lines()).toMatchObject([{ message: 'there' }]);
  });

  it('that cannot be written harms nobody, and goes on when it can be', () => {
    const { logger, lines, path, folder } = newLog();
    mkdirSync(path);
    logger.error('lost');
    rmSync(join(folder, 'logs'), { recursive: true });
    logger.error('lost');
    mkdirSync(join(folder, 'logs'));
    const circle: Record<string, unknown> = {};
    circle['circle'] = circle;
    logger.error('lost', circle);
    logger.info('there');
    expect(lines()).toMatchObject([{ message: 'there' }]);
  });
});
