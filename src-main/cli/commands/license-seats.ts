import { type Command, Option } from 'commander';
import { allRows } from '../all-rows.ts';
import { addCommand, type Surroundings } from '../command.ts';
import { orDash, printable, time } from '../format.ts';
import { table } from '../table.ts';
import { numberOption, required } from '../values.ts';
import { licenseArgument } from './license-words.ts';

const standing = (forgottenAt: string | null, holding: string): string =>
  forgottenAt === null ? holding : `forgotten ${time(forgottenAt)}`;

/** `lanyard license activate`, `devices`, `forget` and `remember`: what takes the seats of a licence. */
export function addDeviceCommands(licenses: Command, around: Surroundings): void {
  addCommand<{ identifier: string; name?: string }>(licenses, around, 'activate', {
    summary: 'give an identifier a seat',
    description:
      'Gives a domain, seat, device or instance (the identifier type of the licence says which) a seat. It is normalised as ' +
      'LicenseDock does it; the same identifier again keeps its seat.',
    args: [licenseArgument],
    options: [
      required('--identifier <identifier>', 'what takes the seat, e.g. https://shop.example'),
      new Option('--name <text>', 'a name for it'),
    ],
    examples: [['lanyard license activate KEY --identifier shop.example', 'let this site download']],
    run: async (job, { identifier, name }, license) => {
      const device = await job.call('licenses.activate', { license: license, identifier, name });
      job.print(
        device,
        () => `${device.kind} ${printable(device.identifier)} has a seat (device ${device.id}).`,
      );
    },
  });

  addCommand(licenses, around, 'devices', {
    summary: 'list what takes or took the seats of a licence',
    args: [licenseArgument],
    run: async (job, _options, license) => {
      const all = await allRows(undefined, async (page) => ({
        rows: await job.call('devices.list', { license, ...page }),
      }));
      const rows = all.map((device) => [
        device.kind,
        printable(device.identifier),
        orDash(device.name),
        standing(device.forgottenAt, 'seated'),
        time(device.lastSeenAt),
        device.id,
      ]);
      job.print(all, () =>
        table(
          ['kind', 'identifier', 'name', 'standing', 'last seen', 'id'],
          rows,
          'No device has used this licence.',
        ),
      );
    },
  });

  addCommand(licenses, around, 'forget', {
    summary: 'give the seat of a device back',
    args: [licenseArgument, ['<device>', 'id of the device, as "license devices" shows it']],
    run: async (job, _options, license, device) => {
      const forgotten = await job.call('devices.forget', { license: license, device: device });
      job.print(forgotten, () => `The seat of ${printable(forgotten.identifier)} is free.`);
    },
  });

  addCommand(licenses, around, 'remember', {
    summary: 'let a forgotten device have its seat again',
    description:
      'Takes the forgetting of a device back. It has its seat again even where every seat is taken: then no new device gets one ' +
      'until enough are forgotten.',
    args: [licenseArgument, ['<device>', 'id of the device, as "license devices" shows it']],
    run: async (job, _options, license, device) => {
      const remembered = await job.call('devices.remember', { license: license, device: device });
      job.print(remembered, () => `${printable(remembered.identifier)} has its seat again.`);
    },
  });
}

/** `lanyard license addresses`, `forget-address` and `remember-address`: from where a licence is used. */
export function addAddressCommands(licenses: Command, around: Surroundings): void {
  const addressArgument: [string, string] = [
    '<address>',
    'id of the address, as "license addresses" shows it',
  ];

  addCommand<{ limit?: number }>(licenses, around, 'addresses', {
    summary: 'list the IP addresses a licence was used from',
    description: 'Lists the IP addresses that count against the IP limit or did so, the last seen first.',
    args: [licenseArgument],
    options: [numberOption('--limit <number>', 'at most so many (default: all)', 1, 1_000_000)],
    run: async (job, { limit }, license) => {
      const all = await allRows(limit, async (page) => ({
        rows: await job.call('addresses.list', { license, ...page }),
      }));
      const rows = all.map(({ id, ip, forgottenAt, lastSeenAt }) => [
        printable(ip),
        standing(forgottenAt, 'counted'),
        time(lastSeenAt),
        id,
      ]);
      job.print(all, () =>
        table(['address', 'standing', 'last seen', 'id'], rows, 'No address has used this licence.'),
      );
    },
  });

  addCommand(licenses, around, 'forget-address', {
    summary: 'give the place of an address back',
    args: [licenseArgument, addressArgument],
    run: async (job, _options, license, address) => {
      const forgotten = await job.call('addresses.forget', { license: license, address: address });
      job.print(forgotten, () => `The place of ${printable(forgotten.ip)} is free.`);
    },
  });

  addCommand(licenses, around, 'remember-address', {
    summary: 'let a forgotten address have its place again',
    description:
      'Takes the forgetting of an address back, even where the licence is used from as many as it allows.',
    args: [licenseArgument, addressArgument],
    run: async (job, _options, license, address) => {
      const remembered = await job.call('addresses.remember', { license: license, address: address });
      job.print(remembered, () => `${printable(remembered.ip)} has its place again.`);
    },
  });
}
