import type { Command } from 'commander';
import { addCommand, addGroup, type Surroundings } from '../command.ts';
import { printable, size } from '../format.ts';
import { table } from '../table.ts';

/** `lanyard quarantine …` */
export function addQuarantineCommands(program: Command, around: Surroundings): void {
  const quarantine = addGroup(program, 'quarantine', 'release files that no release names, kept for 30 days');

  addCommand(quarantine, around, 'list', {
    summary: 'list what is in quarantine',
    description:
      'Lists release files that the database did not name when a server started, and that are kept in files/.quarantine ' +
      'for 30 days. One that a release names again, because a newer database was put back or the same file was published ' +
      'again, returns by itself.',
    run: async (job) => {
      const files = await job.call('quarantine.list', {});
      const cells = files.map((file) => [file.sha256, size(file.size), file.since, file.until]);
      job.print(files, () => table(['sha-256', 'size', 'since', 'until'], cells, 'Quarantine is empty.'));
    },
  });

  addCommand(quarantine, around, 'export', {
    summary: 'copy a file out of quarantine',
    description:
      'Copies a file out of quarantine into a new file, and checks its hash. An existing file is left alone.',
    args: [
      ['<sha-256>', 'which one, as `lanyard quarantine list` shows it'],
      ['<file>', 'the file to make'],
    ],
    failure: 'quarantine has no such file, or the new one cannot be written',
    run: async (job, _options, sha256, file) => {
      const done = await job.call('quarantine.export', { sha256, path: job.pathOf(file) });
      job.print(done, () => `Written to ${printable(done.path)}`);
    },
  });

  addCommand(quarantine, around, 'empty', {
    summary: 'delete what is in quarantine for good',
    description:
      'Deletes everything in quarantine for good, without waiting for 30 days. First make sure that no release is missing: ' +
      'where the database is older than the files, these are the only copies.',
    run: async (job) => {
      const files = await job.call('quarantine.empty', {});
      const total = files.reduce((sum, file) => sum + file.size, 0);
      job.print(files, () =>
        files.length === 0
          ? 'Quarantine was empty.'
          : `Deleted ${files.length === 1 ? 'one file' : `${files.length} files`} (${size(total)}).`,
      );
    },
  });
}
