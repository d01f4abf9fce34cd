import Table from 'cli-table3';

const bare = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
};

/** A line below the heading on a terminal, nothing but text elsewhere. */
function lay(head: string[], rows: string[][], plain: boolean): string {
  const laid = new Table({
    head,
    chars: bare,
    style: { head: [], border: [], compact: true, 'padding-left': 0, 'padding-right': 0 },
  });
  for (const row of rows) laid.push(row);
  const lines = laid
    .toString()
    .split('\n')
    .map((line) => line.trimEnd());
  if (head.length > 0 && !plain)
    lines.splice(1, 0, '─'.repeat(lines.reduce((longest, line) => Math.max(longest, line.length), 0)));
  return lines.join('\n');
}

/**
 * Rows under a heading.
 * @param none what is said instead of a table without rows
 */
export function table(head: string[], rows: string[][], none: string, plain = !process.stdout.isTTY): string {
  return rows.length === 0 ? none : lay(head, rows, plain);
}

/** Names and values of one thing, under a title. */
export const details = (title: string, rows: [string, string][]): string =>
  `${title}\n${lay([], rows, true).replaceAll(/^/gm, '  ')}`;
