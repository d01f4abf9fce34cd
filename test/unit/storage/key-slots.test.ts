import {
  chmodSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  fileSlot,
  fileSlotPath,
  keychainSlotPath,
  type KeySlot,
  readMasterKey,
  readOrMakeMasterKey,
} from '../../../src-main/storage/key-slots.ts';
import { temporaryFolder } from '../../support/folder.ts';

/** A slot that is only there, as the keychain of a machine without a desktop is. */
const shut = (exists: boolean): KeySlot => ({
  name: 'shut',
  path: 'nowhere',
  exists: () => exists,
  read: () => Promise.resolve(null),
  write: () => Promise.reject(new Error('never written')),
});

/** A folder in use, as far as the key is concerned. */
function usedFolder() {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'keys'));
  writeFileSync(join(folder, 'lanyard.db'), '');
  return folder;
}

describe('the master key', () => {
  it('of a new folder is made once and found again', async () => {
    const folder = temporaryFolder();
    const slot = fileSlot(fileSlotPath(folder));
    const key = await readOrMakeMasterKey([slot]);
    expect(key).toHaveLength(32);
    expect(await readMasterKey(folder, [slot])).toEqual(key);
    const another = temporaryFolder();
    expect(await readOrMakeMasterKey([fileSlot(fileSlotPath(another))])).not.toEqual(key);
  });

  it('lies in a file that only its owner can read, with nothing half-written beside it', async () => {
    const folder = temporaryFolder();
    await readOrMakeMasterKey([fileSlot(fileSlotPath(folder))]);
    expect(statSync(fileSlotPath(folder)).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, 'keys')).mode & 0o777).toBe(0o700);
    expect(readdirSync(join(folder, 'keys'))).toEqual(['master.key']);
  });

  it('is written over nothing that a person has beside it, and through no link', async () => {
    const folder = temporaryFolder();
    const [thesis, own] = [join(folder, 'thesis'), join(folder, 'own.key.new')];
    for (const path of [thesis, own]) writeFileSync(path, 'a thesis');
    chmodSync(own, 0o666);
    symlinkSync(thesis, join(folder, 'linked.key.new'));
    for (const name of ['linked.key', 'own.key']) {
      await readOrMakeMasterKey([fileSlot(join(folder, name))]);
      expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
    }
    expect([thesis, own].map((path) => readFileSync(path, 'utf8'))).toEqual(['a thesis', 'a thesis']);
    expect(readdirSync(folder)).toHaveLength(5);
  });

  it('comes from the first slot that gives it', async () => {
    const folder = usedFolder();
    const slot = fileSlot(fileSlotPath(folder));
    await slot.write(Buffer.alloc(32, 7));
    expect(await readMasterKey(folder, [shut(true), shut(false), slot])).toEqual(Buffer.alloc(32, 7));
  });

  it('of a new folder goes into the preferred slot', async () => {
    const elsewhere = join(temporaryFolder(), 'deep', 'lanyard.key');
    const key = await readOrMakeMasterKey([fileSlot(elsewhere), shut(false)]);
    expect(readFileSync(elsewhere, 'utf8').trim()).toBe(key.toString('base64'));
  });

  it('that is lost is not replaced by a new one', async () => {
    const folder = usedFolder();
    const slot = fileSlot(fileSlotPath(folder));
    await expect(readMasterKey(folder, [slot])).rejects.toMatchObject({
      problem: 'no_key',
      message: expect.stringContaining('Restore it from a backup'),
    });
    expect(slot.exists()).toBe(false);
  });

  it('that only the keychain holds is asked of the desktop app', async () => {
    const folder = usedFolder();
    writeFileSync(keychainSlotPath(folder), 'sealed by the operating system');
    await expect(readMasterKey(folder, [fileSlot(fileSlotPath(folder))])).rejects.toMatchObject({
      problem: 'no_key',
      message: expect.stringContaining('keychain of the desktop app'),
    });
  });

  it.each([
    ['is empty', ''],
    ['is cut off', Buffer.alloc(20).toString('base64')],
    ['holds something else', '-----BEGIN PRIVATE KEY-----'],
  ])('is not taken from a file that %s', async (_what, content) => {
    const folder = usedFolder();
    writeFileSync(fileSlotPath(folder), content);
    await expect(readMasterKey(folder, [fileSlot(fileSlotPath(folder))])).rejects.toMatchObject({
      problem: 'wrong_key',
      message: expect.stringContaining('32 bytes in base64'),
    });
  });

  it('that cannot be read is asked for with its path', async () => {
    const folder = usedFolder();
    mkdirSync(fileSlotPath(folder));
    await expect(readMasterKey(folder, [fileSlot(fileSlotPath(folder))])).rejects.toMatchObject({
      problem: 'no_key',
      message: expect.stringContaining(fileSlotPath(folder)),
    });
  });
});
