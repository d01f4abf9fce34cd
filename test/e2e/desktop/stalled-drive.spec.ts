import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dropFiles } from '../console/drop-files.ts';
import { mountStallingDrive } from '../../support/stalling-drive.ts';
import { publish } from './download.ts';
import { expect, test as base } from './fixtures.ts';

const MEBIBYTE = 1024 * 1024;

const test = base.extend<{ drive: string }>({
  drive: async ({ folder }, use) => {
    const drive = join(folder, 'drive');
    const unmount = await mountStallingDrive(drive, { size: 8 * MEBIBYTE, given: 2 * MEBIBYTE });
    base.skip(unmount === null, 'only root may mount a drive, where there is FUSE');
    await use(drive);
    await unmount!();
  },
});

test('publications from a drive that does not answer hold up nothing, say so, and can be cancelled and quit', async ({
  drive,
  launch,
  folder,
}) => {
  const { app, page, api, until } = await launch();
  const content = join(folder, 'app-1.0.zip');
  writeFileSync(content, 'content');
  const url = await publish(page, await api(), content);

  await page.evaluate(
    (paths) => {
      const answers: Record<string, unknown> = {};
      Object.assign(globalThis, { answers });
      for (const [index, path] of paths.entries())
        void window.lanyard
          .invoke('releases.publish', { path, product: '1', version: `9.${index}`, transfer: path })
          .then((reply) => (answers[path] = reply));
    },
    ['lost-a.zip', 'lost-b.zip', 'c.zip', 'd.zip'].map((name) => join(drive, name)),
  );

  // One more by hand, from a drive that tells of the file and gives a part of it.
  await page.getByRole('link', { name: 'Products' }).click();
  await page.getByRole('link', { name: 'Published' }).click();
  await dropFiles(page, [join(drive, 'setup-2.0.zip')]);
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  const stalled = page.getByRole('status').filter({ hasText: 'The drive does not answer' });
  await expect(stalled).toContainText('2 MiB of 8 MiB');
  if (process.env['SHOTS']) {
    await page.screenshot({ path: '/tmp/shot-stalled.png' });
  }

  expect(await (await fetch(url)).text()).toBe('content');
  await page.getByRole('button', { name: 'Cancel setup-2.0.zip' }).click();
  await expect(stalled).toBeHidden();
  const lost = join(drive, 'lost-a.zip');
  await page.evaluate((transfer) => window.lanyard.invoke('transfers.cancel', { transfer }), lost);
  const answerOf = (path: string) =>
    page.evaluate(
      (name) => (globalThis as unknown as { answers: Record<string, unknown> }).answers[name],
      path,
    );
  await expect.poll(() => answerOf(lost)).toMatchObject({ error: { code: 'upload_cancelled' } });

  await until('running');
  const ended = once(app.process(), 'exit');
  const before = performance.now();
  await app.evaluate(({ app: electron }) => setImmediate(() => electron.quit()));
  expect(await ended).toEqual([0, null]);
  expect(performance.now() - before).toBeLessThan(15_000);
});
