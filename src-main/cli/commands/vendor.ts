import { readFileSync } from 'node:fs';
import { type Command, Option } from 'commander';
import type { VendorView } from '../../../shared/model/views.ts';
import { addCommand, addGroup, type Surroundings } from '../command.ts';
import { CommandFailure } from '../failure.ts';
import { printable } from '../format.ts';
import { details } from '../table.ts';

const show = (vendor: VendorView): string =>
  `${details(printable(vendor.name), [['id (Lukittu teamId)', vendor.id]])}\n${vendor.publicKey.trimEnd()}`;

/** `lanyard vendor …`: who this Lanyard belongs to. */
export function addVendorCommands(program: Command, around: Surroundings): void {
  const vendor = addGroup(program, 'vendor', 'who this Lanyard belongs to: id, name and key pair');

  addCommand(vendor, around, 'show', {
    summary: 'show id, name and public key',
    description:
      'Shows the vendor of the data folder. The id is the teamId of Lukittu clients, the public key is what they are built with.',
    examples: [['lanyard vendor show --json', 'id and public key for a build script']],
    run: async (job) => {
      const found = await job.call('vendor.show', {});
      job.print(found, () => show(found));
    },
  });

  addCommand<{ id?: string; name?: string; privateKey?: string }>(vendor, around, 'init', {
    summary: 'set id, key pair or name',
    description:
      'Takes over the identity that shipped clients have built in. A new data folder has an id and a key pair of its own; ' +
      'both can be replaced until the first product exists, the name always. What is not given stays.',
    options: [
      new Option('--id <uuid>', 'the id, which is the teamId of Lukittu clients'),
      new Option('--private-key <file>', 'RSA private key in PEM, from a file'),
      new Option('--name <name>', 'name of the vendor'),
    ],
    examples: [
      [
        'lanyard vendor init --id 7f0e6c0a-4c1c-4d2e-9b57-0f8f6a2d9d11 --private-key vendor.pem',
        'move here from another server',
      ],
      ['lanyard vendor init --name "Harbour Tools"', 'change the name only'],
    ],
    run: async (job, { id, name, privateKey }) => {
      const pem = privateKey === undefined ? undefined : readText(job.pathOf(privateKey));
      const saved = await job.call('vendor.init', { id, name, privateKey: pem });
      job.print(saved, () => show(saved));
    },
  });
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new CommandFailure('file_unreadable', `${path} cannot be read: ${(error as Error).message}.`);
  }
}
