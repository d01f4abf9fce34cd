import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const docs = join(import.meta.dirname, '../../../docs');
const page = readFileSync(join(docs, 'security.md'), 'utf8');
const named = [...page.matchAll(/\[((?:[^\]\\]|\\.)+)\]\((\.\.\/test\/[^)]+)\)/g)].map(([, title, path]) => ({
  title: title!,
  path: path!,
}));
/** Rows of the page's tables, without their heads. */
const rows = page
  .split('\n')
  .filter((line, index, lines) => line.startsWith('| ') && !lines[index + 1]?.startsWith('|-'));

describe('docs/security.md', () => {
  it.each(named)('names "$title", a test of $path', ({ title, path }) => {
    const file = join(docs, path);
    expect(existsSync(file), path).toBe(true);
    expect(readFileSync(file, 'utf8')).toContain(title);
  });
  it('names a test in every line of its tables', () => {
    expect(named.length).toBeGreaterThan(30);
    expect(rows.filter((row) => !row.includes('../test/'))).toEqual([]);
  });
});
