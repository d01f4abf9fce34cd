import type { Command } from 'commander';
import { addCommand, type Surroundings } from '../command.ts';
import { details } from '../table.ts';

/** `lanyard status` */
export function addStatusCommand(program: Command, around: Surroundings): void {
  addCommand(program, around, 'status', {
    summary: 'show the data folder, whether a server runs on it, and what needs attention',
    run: async (job) => {
      const status = await job.call('server.status', {});
      const alerts = await job.call('alerts.list', {});
      job.print({ ...status, alerts }, () =>
        [
          details(status.api === null ? 'No server runs' : `A server runs at ${status.api}`, [
            ['data folder', status.dataFolder],
            ['vendor id', status.vendorId],
            ['version', status.version],
          ]),
          ...alerts.map(({ level, message }) => `${level}: ${message}`),
        ].join('\n'),
      );
    },
  });
}
