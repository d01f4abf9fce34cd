import { readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { type Command, Option } from 'commander';
import { decodeText, ENCODING_ADVICE } from '../../../shared/decode-text.ts';
import { type ImportReport, RecordKind } from '../../../shared/model/transfer.ts';
import { fetchRecords, sendRecords } from '../../../shared/record-files.ts';
import { addCommand, type Surroundings } from '../command.ts';
import { CommandFailure, usageFailure } from '../failure.ts';
import { orDash, printable } from '../format.ts';
import { details, table } from '../table.ts';
import { repeated } from '../values.ts';

type ImportOptions = { kind?: RecordKind; dryRun?: true; skipBad?: true; ignoreColumn?: string[] };
type ExportOptions = { kind?: RecordKind; privateKey?: true };

const kindOption = (description: string) =>
  new Option('--kind <kind>', description).choices(RecordKind.options);

/** `lanyard import` and `lanyard export` */
export function addRecordCommands(program: Command, around: Surroundings): void {
  addCommand<ImportOptions>(program, around, 'import', {
    summary: 'take in products, customers, licences and releases from a file',
    description:
      'Takes in records from a JSON or CSV file with their ids, numbers and keys, so that shipped clients go on working. ' +
      'Everything is looked at first, and one bad row stops it all. What exists already stays as it is. Of releases only ' +
      'what is said of them is taken in: publish their files afterwards under the same version.',
    args: [['<file>', 'a .json or .csv file; the manual shows what may be in it']],
    options: [
      kindOption('what a CSV file holds, when its name and columns do not tell'),
      new Option('--dry-run', 'show every bad row and what would be taken in, and change nothing'),
      new Option('--skip-bad', 'take in the good rows in spite of bad ones'),
      repeated(
        '--ignore-column <name>',
        'leave a column out, e.g. one that may be a restriction and is not understood',
      ),
    ],
    examples: [
      ['lanyard import licences.csv --dry-run', 'is everything in order?'],
      ['lanyard import lanyard-records-2027-01-31.json', 'move here from another machine'],
    ],
    failure: 'rows cannot be imported, or the file cannot be read',
    run: async (job, { kind, dryRun, skipBad, ignoreColumn }, file) => {
      const path = job.pathOf(file);
      const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
        throw new CommandFailure('file_unreadable', `${path} cannot be read (${error.code}).`);
      });
      const content = decodeText(bytes);
      if (content === null) throw new CommandFailure('file_unreadable', ENCODING_ADVICE);
      await job.connected(dryRun !== true);
      const report = await job.call('records.import', {
        ...{ fileName: basename(path), file: await sendRecords(job.call, content), kind },
        ...{ dryRun: dryRun === true, skipBad: skipBad === true, ignore: ignoreColumn ?? [] },
      });
      job.print(report, () => showReport(report));
      const bad = report.problems.length + report.moreProblems;
      if (bad > 0 && !report.done)
        throw new CommandFailure(
          'import_invalid',
          `Nothing was changed: ${bad === 1 ? 'there is one problem' : `there are ${bad} problems`}. Mend the rows, or leave them out with --skip-bad.`,
        );
    },
  });

  addCommand<ExportOptions>(program, around, 'export', {
    summary: 'write products, customers, licences and releases to a file',
    description:
      'Writes the records with their ids, numbers and keys into a new file that only you can read: JSON with all of them, or ' +
      'CSV with one kind. `lanyard import` reads both. An existing file is left alone.',
    args: [['<file>', 'the file to make: .json or .csv']],
    options: [
      kindOption('only these; needed for CSV'),
      new Option(
        '--private-key',
        'with the private keys of the vendor and of its feeds, which a new machine needs to answer in its name',
      ),
    ],
    examples: [
      ['lanyard export everything.json --private-key', 'to move to another machine'],
      ['lanyard export licences.csv --kind licenses', 'for a spreadsheet'],
    ],
    run: async (job, { kind, privateKey }, file) => {
      const path = job.pathOf(file);
      const format = /\.(json|csv)$/i.exec(path)?.[1]?.toLowerCase();
      if (format === undefined) throw usageFailure("the name of '<file>' must end in .json or .csv");
      const { parts } = await fetchRecords(job.call, {
        ...{ format: format as 'json' | 'csv', kind },
        privateKey: privateKey === true,
      });
      await writeFile(path, parts, { flag: 'wx', mode: 0o600 }).catch((error: NodeJS.ErrnoException) => {
        const reason = error.code === 'EEXIST' ? 'there is a file of this name already' : `${error.code}`;
        throw new CommandFailure('file_unwritable', `${path} cannot be written: ${reason}.`);
      });
      job.print({ path }, () => `Written to ${printable(path)}`);
    },
  });
}

function showReport(report: ImportReport): string {
  const { done, counts, restricted, forEveryProduct, problems, moreProblems, ignored } = report;
  const lines = [
    details(
      done ? 'imported' : 'would be imported',
      RecordKind.options.map((kind) => {
        const { new: fresh, existing, bad } = counts[kind];
        return [kind, `${fresh} new, ${existing} here already, ${bad} bad`];
      }),
    ),
  ];
  const { suspended, revoked, expired } = restricted;
  if (suspended + revoked + expired > 0)
    lines.push(`Of the new licences ${suspended} are suspended, ${revoked} revoked and ${expired} expired.`);
  if (forEveryProduct > 0)
    lines.push(`New licences that name no product, and are good for every one: ${forEveryProduct}`);
  if (ignored.length > 0) lines.push(`Ignored columns: ${ignored.map(printable).join(', ')}`);
  if (problems.length > 0)
    lines.push(
      table(
        ['kind', 'row', 'field', 'what is wrong'],
        problems.map(({ kind, row, field, message }) => [
          kind,
          String(row),
          orDash(field),
          printable(message),
        ]),
        '',
      ),
    );
  if (moreProblems > 0) lines.push(`… and ${moreProblems} more problems`);
  return lines.join('\n\n');
}
