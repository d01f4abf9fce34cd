import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './fixtures.ts';
import { publish } from './download.ts';

test('a dropped file has its path, is published from there and downloaded unchanged', async ({
  desktop,
  folder,
}) => {
  const { page } = desktop;
  const api = await desktop.api();
  const content = randomBytes(3_000_000);
  const path = join(folder, 'naïve app 1.0.jar');
  writeFileSync(path, content);

  await page.evaluate(() => {
    const input = Object.assign(document.createElement('input'), {
      type: 'file',
      id: 'chosen',
      hidden: true,
    });
    document.body.append(input);
  });
  await page.locator('#chosen').setInputFiles(path);
  const dropped = await page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        const chosen = document.querySelector<HTMLInputElement>('#chosen')!.files![0]!;
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(chosen);
        const target = document.createElement('div');
        target.addEventListener('drop', (event) =>
          resolve(window.lanyard.pathOf(event.dataTransfer!.files[0]!)),
        );
        target.dispatchEvent(new DragEvent('drop', { dataTransfer }));
      }),
  );
  expect(dropped).toBe(path);

  const response = await fetch(await publish(page, api, dropped));
  expect(response.status).toBe(200);
  expect(Buffer.from(await response.arrayBuffer()).equals(content)).toBe(true);
});

test('a file that a page made up has no path', async ({ desktop: { page } }) => {
  expect(await page.evaluate(() => window.lanyard.pathOf(new File(['x'], '/etc/passwd')))).toBe('');
});
