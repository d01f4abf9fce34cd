import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
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

/** Begins a transfer. @returns what ends it */
async function begin(what: string, { bytes, pinned }: Awaited<ReturnType<typeof stored>>) {
  if (what === 'a download') return (await openedOf(bytes.open(pinned))).close;
  let end = () => {};
  const transfer = bytes.transferring(() => new Promise<void>((resolve) => (end = resolve)));
  return async () => {
    end();
    await transfer;
  };
}

describe.each(['a download', 'an upload'])('while %s runs, bytes are', (what) => {
  test('read slowly, but to their end: a slow one does not stop it', async () => {
    const around = await stored(3 * 1024 * 1024);
    const end = await begin(what, around);
    const began = performance.now();
    expect(await around.bytes.check(around.pinned, 50_000_000)).toBeNull();
    expect(performance.now() - began).toBeGreaterThan(1400);
    await end();
  });

  test('read slowly only for as long as it runs', async () => {
    const around = await stored(40 * 1024 * 1024); // 20 seconds' worth of waiting
    const end = await begin(what, around);
    const began = performance.now();
    const checking = around.bytes.check(around.pinned, 50_000_000);
    expect(await around.bytes.reread(around.pinned)).toBeNull(); // somebody waits for these
    await end();
    expect(await checking).toBeNull();
    expect(performance.now() - began).toBeLessThan(15_000);
  });
});
