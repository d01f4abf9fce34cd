import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openBackOffice } from '../../../src-main/files/back-office.ts';
import { openCopies } from '../../../src-main/files/copies.ts';
import { openReleaseBytes } from '../../../src-main/files/release-bytes.ts';
import { openedOf } from '../../support/opened.ts';
import { emptyQuarantine } from '../../support/quarantine.ts';
import { backOfficeEntry, launchCopy, temporaryFolder } from '../../support/server.ts';

async function stored(size: number) {
  const folder = temporaryFolder();
  const backOffice = openBackOffice(backOfficeEntry, folder, (error) => {
    throw error;
  });
  onTestFinished(() => backOffice.close());
  const bytes = openReleaseBytes(folder, backOffice, openCopies(launchCopy), () => true, emptyQuarantine);
  const path = join(folder, 'source');
  writeFileSync(path, randomBytes(size));
  return { bytes, pinned: await bytes.copyIn(path, 'source') };
}

test('bytes are read at the pace that is allowed', async () => {
  const { bytes, pinned } = await stored(4 * 1024 * 1024);
  const began = performance.now();
  expect(await bytes.check(pinned, 10_000_000)).toBeNull();
  expect(performance.now() - began).toBeGreaterThan(400);
});

test.each(['a download', 'an upload'])('bytes are not read while %s runs', async (what) => {
  const { bytes, pinned } = await stored(1000);
  let end = () => {};
  if (what === 'an upload') void bytes.transferring(() => new Promise<void>((resolve) => (end = resolve)));
  else {
    const opened = await openedOf(bytes.open(pinned));
    end = () => void opened.close();
  }
  let done = false;
  const checking = bytes.check(pinned, 50_000_000).then(() => (done = true));
  for (let round = 0; round < 3; round += 1) expect(await bytes.reread(pinned)).toBeNull(); // somebody waits for these
  expect(done).toBe(false);
  end();
  expect(await checking).toBe(true);
});
