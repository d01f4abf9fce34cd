import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openLanyard } from '../../../src-main/server/lanyard.ts';
import { openedOf } from '../../support/opened.ts';
import { cliOn } from '../../support/cli.ts';
import { filesIn } from '../../support/files.ts';
import {
  backOfficeEntry,
  manualClock,
  temporaryFolder,
  testServer,
  type TestServer,
} from '../../support/server.ts';
import { soon } from '../../support/soon.ts';

const DAY_MS = 86_400_000;
const digest = (content: string) => createHash('sha256').update(content).digest('hex');
const placeOf = (sha256: string) => join(sha256.slice(0, 2), sha256);
const stored = (folder: string) => filesIn(join(folder, 'files'));
const alerts = (server: TestServer) => server.alerts.list().filter(({ id }) => id === 'quarantine');

/** A folder with the releases 1.0 and 2.0, and a copy of its database from the time between them. */
async function twoReleases() {
  const clock = manualClock();
  const time = { now: clock.now, monotonic: clock.monotonic };
  const server = await testServer(time);
  const { folder } = server;
  await server.call('products.create', { name: 'App' });
  await server.publish('one', { product: 'App', version: '1.0' });
  await server.stop();
  const older = join(temporaryFolder(), 'older.db');
  const newer = join(temporaryFolder(), 'newer.db');
  copyFileSync(join(folder, 'lanyard.db'), older);
  const again = await testServer({ folder, ...time });
  const { file } = await again.publish('two', { product: 'App', version: '2.0' });
  await again.stop();
  copyFileSync(join(folder, 'lanyard.db'), newer);
  return {
    ...{ folder, clock, file },
    start: () => testServer({ folder, ...time }),
    putBack: (which: 'older' | 'newer') =>
      copyFileSync(which === 'older' ? older : newer, join(folder, 'lanyard.db')),
    day: new Date(clock.now()).toISOString().slice(0, 10),
  };
}

const quarantinedOn = (day: string, content: string) => join('.quarantine', day, digest(content));

describe('with an older database, release files that it does not name', () => {
  it('are kept in quarantine, and the vendor is told', async () => {
    const { folder, start, putBack, day } = await twoReleases();
    putBack('older');
    const server = await start();
    expect(stored(folder)).toEqual([quarantinedOn(day, 'two'), placeOf(digest('one'))].toSorted());
    expect(readFileSync(join(folder, 'files', quarantinedOn(day, 'two')), 'utf8')).toBe('two');
    expect(alerts(server)).toMatchObject([
      { message: expect.stringContaining('A file (1 kB) that no release names is in quarantine') as string },
    ]);
    await server.stop();
    expect(await cliOn(folder).text('status')).toContain('files/.quarantine');
  });

  it('stay where they are while only commands open the folder', async () => {
    const { folder, putBack } = await twoReleases();
    putBack('older');
    const before = stored(folder);
    await cliOn(folder).json('product', 'create', '--name', 'Other');
    await cliOn(folder).json('status');
    expect(stored(folder)).toEqual(before);
  });

  it('come back when the newer database does', async () => {
    const { folder, start, putBack } = await twoReleases();
    putBack('older');
    await (await start()).stop();
    putBack('newer');
    const server = await start();
    await soon(() => expect(alerts(server)).toEqual([]));
    expect(stored(folder)).toEqual([placeOf(digest('one')), placeOf(digest('two'))].toSorted());
  });

  it('come back when they are asked for, whoever has the folder open', async () => {
    const { folder, start, putBack, file } = await twoReleases();
    putBack('older');
    await (await start()).stop();
    putBack('newer');
    const lanyard = await openLanyard({ folder, backOfficeEntry });
    const [first, second] = await Promise.all([0, 1].map(() => openedOf(lanyard.bytes.open(file))));
    expect((await first!.handle.readFile()).toString()).toBe('two');
    await first!.close();
    await second!.close();
    await lanyard.close();
    expect(stored(folder)).toContain(placeOf(file.sha256));
  });

  it('overwrite no copy of the same that came the same day: only one of them may be whole', async () => {
    const { folder, start, putBack, file, day } = await twoReleases();
    putBack('older');
    await (await start()).stop();
    mkdirSync(join(folder, 'files', file.sha256.slice(0, 2)), { recursive: true });
    writeFileSync(join(folder, 'files', placeOf(file.sha256)), 'too');
    const server = await start();
    expect(readFileSync(join(folder, 'files', quarantinedOn(day, 'two')), 'utf8')).toBe('two');
    expect((await server.call('quarantine.list', {})).map(({ size }) => size)).toEqual([3, 3]);
    await server.stop();
    putBack('newer');
    const opened = await openedOf((await start()).bytes.open(file));
    await opened.close();
    expect(readFileSync(join(folder, 'files', placeOf(file.sha256)), 'utf8')).toBe('two');
  });

  it('do not come back damaged', async () => {
    const { folder, start, putBack, file, day } = await twoReleases();
    putBack('older');
    await (await start()).stop();
    writeFileSync(join(folder, 'files', quarantinedOn(day, 'two')), 'too');
    putBack('newer');
    const server = await start();
    expect(await server.bytes.open(file)).toBe('missing');
    expect(stored(folder)).toContain(quarantinedOn(day, 'two'));
    expect(stored(folder)).not.toContain(placeOf(file.sha256));
  });

  it('are one file again when the same is published again', async () => {
    const { folder, start, putBack } = await twoReleases();
    putBack('older');
    const server = await start();
    await server.publish('two', { product: 'App', version: '2.0' });
    expect(stored(folder)).toEqual([placeOf(digest('one')), placeOf(digest('two'))].toSorted());
    await soon(() => expect(alerts(server)).toEqual([]));
  });

  it('are not lost to an upload of the same that comes to nothing', async () => {
    const { folder, start, putBack, day } = await twoReleases();
    putBack('older');
    const server = await start();
    await expect(server.publish('two', { product: 'App', version: '1.0' })).rejects.toThrow('version_taken');
    expect(stored(folder)).toContain(quarantinedOn(day, 'two'));
  });

  it('are deleted after 30 days, and no earlier', async () => {
    const { folder, start, putBack, clock, day } = await twoReleases();
    putBack('older');
    const { upkeep } = await start();
    clock.advance(30 * DAY_MS);
    await upkeep.quarantine.expire();
    expect(stored(folder)).toContain(quarantinedOn(day, 'two'));
    clock.advance(DAY_MS);
    await upkeep.quarantine.expire();
    expect(stored(folder)).toEqual([placeOf(digest('one'))]);
    expect(existsSync(join(folder, 'files', '.quarantine', day))).toBe(false);
  });

  it('are not deleted by a clock that jumps, nor because it was behind when they came', async () => {
    const { folder, start, putBack, clock, day } = await twoReleases();
    clock.jump(-20_000 * DAY_MS);
    putBack('older');
    const first = await start();
    clock.jump(20_400 * DAY_MS);
    await first.upkeep.quarantine.expire();
    await first.stop();
    await (await start()).upkeep.quarantine.expire();
    expect(stored(folder)).toContain(quarantinedOn(day, 'two'));
  });
});

it('is never emptied of what a release names and has nowhere else', async () => {
  const { folder, start, putBack, day } = await twoReleases();
  putBack('older');
  await (await start()).stop();
  putBack('newer');
  expect(await cliOn(folder).json('quarantine', 'empty')).toEqual([]);
  expect(stored(folder)).toContain(quarantinedOn(day, 'two'));
});

describe('a sweep', () => {
  it('touches only names of its own, and no links', async () => {
    const { folder, start } = await twoReleases();
    const [elsewhere, upload] = [temporaryFolder(), '0b9c2ad6-4f3c-4ad2-8a0b-2f1f1e8f3a11'];
    const hash = (first: string) => first.padEnd(64, '0');
    const strays = [
      'files/stray',
      'files/ab/short',
      `files/cd/${hash('ab')}`,
      `files/AB/${hash('AB')}`,
      'incoming/letter.txt',
      `incoming/nested/${upload}`,
    ];
    for (const path of strays) {
      mkdirSync(join(folder, path, '..'), { recursive: true });
      writeFileSync(join(folder, path), path);
    }
    for (const path of [hash('ee'), hash('ff'), upload]) writeFileSync(join(elsewhere, path), 'of others');
    symlinkSync(elsewhere, join(folder, 'files', 'ee'));
    mkdirSync(join(folder, 'files', 'ff'));
    symlinkSync(join(elsewhere, hash('ff')), join(folder, 'files', 'ff', hash('ff')));
    symlinkSync(join(elsewhere, upload), join(folder, 'incoming', upload));
    const half = '1b9c2ad6-4f3c-4ad2-8a0b-2f1f1e8f3a11';
    writeFileSync(join(folder, 'incoming', half), 'half an upload');
    const before = filesIn(folder);
    await start();
    const left = new Set(filesIn(folder));
    expect(before.filter((path) => !left.has(path))).toEqual([join('incoming', half)]);
    expect(readdirSync(elsewhere)).toHaveLength(3);
  });

  it.each(['files', 'incoming'])('leaves a %s/ that is a link alone, and says so once', async (name) => {
    const { folder, start, putBack } = await twoReleases();
    const elsewhere = join(temporaryFolder(), 'share');
    renameSync(join(folder, name), elsewhere);
    symlinkSync(elsewhere, join(folder, name));
    writeFileSync(join(elsewhere, '0b9c2ad6-4f3c-4ad2-8a0b-2f1f1e8f3a11'), 'of others');
    putBack('older');
    const before = filesIn(elsewhere);
    const server = await start();
    await server.stop();
    expect(filesIn(elsewhere)).toEqual(before);
    const log = readFileSync(join(folder, 'logs', 'lanyard.log'), 'utf8');
    expect(log.split(`${name}/ is a link`)).toHaveLength(2);
  });

  it('that cannot be done stops no start', async () => {
    const { folder, start, putBack } = await twoReleases();
    putBack('older');
    writeFileSync(join(folder, 'files', '.quarantine'), 'a file');
    const before = stored(folder);
    await start();
    expect(stored(folder)).toEqual(before);
  });
});

it('is read past folders that are no days of its own', async () => {
  const { folder, start, putBack, day } = await twoReleases();
  putBack('older');
  await (await start()).stop();
  for (const name of ['2026-99-99', '2027-02-30', 'thesis']) {
    mkdirSync(join(folder, 'files', '.quarantine', name));
    writeFileSync(join(folder, 'files', '.quarantine', name, digest('other')), 'other');
  }
  const before = stored(folder);
  const server = await start();
  expect(await server.call('quarantine.list', {})).toMatchObject([{ since: day }]);
  await server.upkeep.quarantine.expire();
  expect(stored(folder)).toEqual(before);
});
