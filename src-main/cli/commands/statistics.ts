import type { Command } from 'commander';
import { addCommand, type Surroundings } from '../command.ts';
import { printable } from '../format.ts';
import { details } from '../table.ts';

/** `lanyard statistics` */
export function addStatisticsCommand(program: Command, around: Surroundings): void {
  addCommand(program, around, 'statistics', {
    summary: 'show what there is, and what clients asked for in the last 30 days',
    run: async (job) => {
      const counts = await job.call('statistics.show', {});
      const { total, successful, byType } = counts.requests;
      job.print(counts, () =>
        details('Statistics', [
          ['products', String(counts.products)],
          ['licences', `${counts.licenses}, ${counts.activeLicenses} of them used in the last hour`],
          ['customers', String(counts.customers)],
          ['requests', `${total} in 30 days, ${counts.last7d} in 7 days, ${counts.last24h} in 24 hours`],
          ['granted', `${successful} of ${total}`],
          [
            'of these',
            `${byType.VERIFY} checks, ${byType.HEARTBEAT} heartbeats, ${byType.DOWNLOAD} downloads`,
          ],
          ...counts.topProducts.map(
            ({ name, licenses }) => ['most licences', `${printable(name)}: ${licenses}`] as [string, string],
          ),
        ]),
      );
    },
  });
}
