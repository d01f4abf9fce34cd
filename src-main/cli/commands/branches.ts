import type { Command } from 'commander';
import { addCommand, addGroup, type Surroundings } from '../command.ts';
import { printable, time } from '../format.ts';
import { details, table } from '../table.ts';
import { required } from '../values.ts';

const ofProduct = () => required('--product <product>', 'id, number or name of the product');

/** `lanyard branch …`: named lines of releases beside the default one. */
export function addBranchCommands(program: Command, around: Surroundings): void {
  const branches = addGroup(program, 'branch', 'named lines of releases beside the default one');

  addCommand<{ product: string; name: string }>(branches, around, 'create', {
    summary: 'create a branch',
    description:
      'Creates a named line of releases of a product. Cryptlex clients ask for it as a channel, Lukittu clients as a branch. ' +
      'Releases without a branch are the default line, which Cryptlex calls "stable".',
    options: [ofProduct(), required('--name <name>', '2 to 255 letters, digits, spaces, - or _')],
    examples: [['lanyard branch create --product Compass --name beta', 'a line for testers']],
    run: async (job, { product, name }) => {
      const branch = await job.call('branches.create', { product, name });
      job.print(branch, () => details(`branch ${printable(branch.name)}`, [['id', branch.id]]));
    },
  });

  addCommand<{ product: string }>(branches, around, 'list', {
    summary: 'list the branches of a product',
    options: [ofProduct()],
    run: async (job, { product }) => {
      const all = await job.call('branches.list', { product });
      const rows = all.map((branch) => [printable(branch.name), branch.id, time(branch.createdAt)]);
      job.print(all, () => table(['name', 'id', 'created'], rows, 'The product has the default line only.'));
    },
  });

  addCommand<{ product: string; name: string }>(branches, around, 'rename', {
    summary: 'rename a branch',
    description: 'Gives a branch another name. Clients find its releases under the new name only, at once.',
    args: [['<branch>', 'name or id of the branch']],
    options: [ofProduct(), required('--name <name>', '2 to 255 letters, digits, spaces, - or _')],
    run: async (job, { product, name }, branch) => {
      const renamed = await job.call('branches.rename', { product, branch: branch, name });
      job.print(renamed, () => `The branch is now called ${printable(renamed.name)}.`);
    },
  });

  addCommand<{ product: string }>(branches, around, 'delete', {
    summary: 'delete a branch that has no releases',
    args: [['<branch>', 'name of the branch']],
    options: [ofProduct()],
    run: async (job, { product }, branch) => {
      const deleted = await job.call('branches.delete', { product, branch: branch });
      job.print(deleted, () => `The branch ${printable(deleted.name)} is deleted.`);
    },
  });
}
