import { type Command, Option } from 'commander';
import type { Input } from '../../../shared/contract.ts';
import { Dialect, DownloadOutcome } from '../../../shared/model/enums.ts';
import type { DownloadRow, RequestRow } from '../../../shared/model/views.ts';
import { addCommand, addGroup, type Surroundings } from '../command.ts';
import { takesKey } from '../key-input.ts';
import { orDash, printable, size, time } from '../format.ts';
import type { Job } from '../job.ts';
import { table } from '../table.ts';
import { numberOption } from '../values.ts';
import { follow } from './follow.ts';

const PAGE = 500;

type DownloadOptions = {
  limit: number;
  follow?: true;
  dialect?: Dialect;
  outcome?: DownloadOutcome;
  product?: string;
  license?: string;
};

const limitOption = () => numberOption('--limit <number>', 'at most so many rows', 1, 1_000_000).default(100);
const dialectOption = () =>
  new Option('--dialect <dialect>', 'only those of this API').choices(Dialect.options);

/** `lanyard log …` */
export function addLogCommands(program: Command, around: Surroundings): void {
  const log = addGroup(program, 'log', 'what clients asked for, and what they were answered');

  addCommand<DownloadOptions>(log, around, 'downloads', {
    summary: 'list downloads, refused ones too, newest first',
    description:
      'Lists every attempt to download, with the reason of each refusal. With --follow the rows come oldest first, and new ' +
      'ones are added as they happen, until Ctrl-C or until the server stops.',
    options: [
      limitOption(),
      new Option('--follow', 'go on with new rows; with --json one row per line'),
      dialectOption(),
      new Option('--outcome <outcome>', 'only those that ended like this').choices(DownloadOutcome.options),
      new Option('--product <product>', 'only those of this product: id, number or name'),
      takesKey(
        new Option(
          '--license <license>',
          'only those of this licence: id or key; - reads the key from standard input',
        ),
      ),
    ],
    examples: [
      ['lanyard log downloads --outcome refused --limit 10', 'why was this refused?'],
      ['lanyard log downloads --follow --json', 'feed another program'],
    ],
    failure: 'refused or failed; with --follow also: no server runs, or it stopped',
    run: async (job, options) => {
      const query = await downloadQuery(job, options);
      if (options.follow) return follow(job, query, options.limit);
      const rows = await pages(options.limit, (page) => job.call('downloads.list', { ...query, ...page }));
      job.print(rows, () => table(downloadHead, rows.map(downloadCells), 'Nothing has been downloaded yet.'));
    },
  });

  addCommand(log, around, 'export', {
    summary: 'write the whole download log to a CSV file',
    description:
      'Writes every row of the download log, oldest first, into a new file. An existing file is left alone.',
    args: [['<file>', 'the file to make']],
    examples: [['lanyard log export downloads.csv', 'for a spreadsheet']],
    run: async (job, _options, file) => {
      const done = await job.call('downloads.export', { path: job.pathOf(file) });
      job.print(done, () => `${done.rows} ${done.rows === 1 ? 'row' : 'rows'} written to ${done.path}`);
    },
  });

  addCommand<{ limit: number; dialect?: Dialect }>(log, around, 'requests', {
    summary: 'list requests, newest first',
    description:
      'Lists what clients asked for besides downloads: checks, update questions and the vendor’s own calls.',
    options: [limitOption(), dialectOption()],
    run: async (job, { limit, dialect }) => {
      const rows = await pages(limit, (page) => job.call('requests.list', { dialect, ...page }));
      const head = ['time', 'api', 'method', 'path', 'status', 'code', 'reason', 'address', 'ms'];
      job.print(rows, () => table(head, rows.map(requestCells), 'Nothing has been asked yet.'));
    },
  });
}

/** The filter in the words of the contract, which knows products and licences by id only. */
async function downloadQuery(job: Job, options: DownloadOptions): Promise<Input<'downloads.list'>> {
  const { dialect, outcome, product, license } = options;
  return {
    dialect,
    outcome,
    product: product === undefined ? undefined : (await job.call('products.show', { product })).id,
    license: license === undefined ? undefined : (await job.call('licenses.show', { license })).id,
  };
}

/** Newest rows first, page after page, up to a limit. */
async function pages<Row extends { id: number }>(
  limit: number,
  read: (page: { limit: number; before: number | undefined }) => Promise<Row[]>,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (;;) {
    const wanted = Math.min(PAGE, limit - rows.length);
    const page = await read({ limit: wanted, before: rows.at(-1)?.id });
    rows.push(...page);
    if (page.length < wanted || rows.length >= limit) return rows;
  }
}

const downloadHead = [
  'time',
  'api',
  'outcome',
  'reason',
  'product',
  'version',
  'file',
  'sent',
  'licence',
  'address',
];

const downloadCells = (row: DownloadRow): string[] => [
  time(row.startedAt),
  row.dialect,
  row.outcome,
  orDash(row.reason),
  orDash(row.productName),
  orDash(row.version),
  orDash(row.fileName),
  size(row.bytesSent),
  orDash(row.licenseHint),
  orDash(row.address),
];

const requestCells = (row: RequestRow): string[] => [
  time(row.startedAt),
  row.dialect,
  row.method,
  printable(row.path),
  String(row.status),
  orDash(row.code),
  orDash(row.reason),
  orDash(row.address),
  row.durationMs.toFixed(1),
];
