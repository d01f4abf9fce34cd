import { type Command, Option } from 'commander';
import type { ProductView } from '../../../shared/model/views.ts';
import { addCommand, addGroup, type Surroundings } from '../command.ts';
import { metadataRows, orDash, printable, time } from '../format.ts';
import { details, table } from '../table.ts';
import { numberOption, type Pair, pairsOption, required } from '../values.ts';

const productArgument: [string, string] = ['<product>', 'id, number or name of the product'];

const show = (product: ProductView): string =>
  details(printable(product.name), [
    ['id', product.id],
    ['number', String(product.number)],
    ['url', orDash(product.url)],
    ...metadataRows(product.metadata),
    ['created', time(product.createdAt)],
  ]);

type CreateOptions = { name: string; url?: string; id?: string; number?: number; metadata?: Pair[] };

/** `lanyard product …` */
export function addProductCommands(program: Command, around: Surroundings): void {
  const products = addGroup(program, 'product', 'what is licensed and released');

  addCommand<CreateOptions>(products, around, 'create', {
    summary: 'create a product',
    description:
      'Creates a product. Its id is what Lukittu and Cryptlex clients send, its number what LicenseDock clients have in their ' +
      'URL: give those that shipped clients have built in, or let Lanyard choose.',
    options: [
      required('--name <name>', 'name, unique among the products'),
      new Option('--url <url>', 'home page'),
      new Option('--id <uuid>', 'id (default: a new one)'),
      numberOption('--number <number>', 'number (default: the next free one)', 1, 2_147_483_647),
      pairsOption('a note of yours on it'),
    ],
    examples: [
      ['lanyard product create --name Compass', 'a new product'],
      ['lanyard product create --name Compass --number 42', 'one whose clients call /downloads/42'],
    ],
    run: async (job, { name, url, id, number, metadata }) => {
      const product = await job.call('products.create', { name, url, id, number, metadata });
      job.print(product, () => show(product));
    },
  });

  addCommand(products, around, 'list', {
    summary: 'list the products',
    run: async (job) => {
      const all = await job.call('products.list', {});
      const rows = all.map((product) => [
        String(product.number),
        printable(product.name),
        product.id,
        orDash(product.url),
      ]);
      job.print(all, () => table(['number', 'name', 'id', 'url'], rows, 'There are no products yet.'));
    },
  });

  addCommand(products, around, 'show', {
    summary: 'show a product',
    args: [productArgument],
    run: async (job, _options, product) => {
      const found = await job.call('products.show', { product: product });
      job.print(found, () => show(found));
    },
  });

  addCommand<{ name?: string; url?: string; metadata?: Pair[] | false }>(products, around, 'set', {
    summary: 'change the name, the home page or the metadata of a product',
    args: [productArgument],
    options: [
      new Option('--name <name>', 'new name'),
      new Option('--url <url>', 'new home page; "" for none'),
      pairsOption('a note of yours on it; replaces those there were'),
      new Option('--no-metadata', 'without notes'),
    ],
    run: async (job, { name, url, metadata }, product) => {
      const saved = await job.call('products.update', {
        product: product,
        name,
        url: url === '' ? null : url,
        metadata: metadata === false ? [] : metadata,
      });
      job.print(saved, () => show(saved));
    },
  });

  addCommand(products, around, 'delete', {
    summary: 'delete a product that has no releases',
    args: [productArgument],
    run: async (job, _options, product) => {
      const deleted = await job.call('products.delete', { product: product });
      job.print(deleted, () => `${printable(deleted.name)} is deleted.`);
    },
  });
}
