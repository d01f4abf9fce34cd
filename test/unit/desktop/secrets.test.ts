import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { keychainSlot } from '../../../src-main/desktop/keychain-slot.ts';
import { type AnySafeStorage, openSecrets } from '../../../src-main/desktop/secrets.ts';
import {
  fileSlot,
  fileSlotPath,
  keychainSlotPath,
  readMasterKey,
  readOrMakeMasterKey,
} from '../../../src-main/storage/key-slots.ts';

/** What an operating system's keychain does, under a key that it keeps. */
function cipher() {
  const key = randomBytes(32);
  return {
    seal: (text: string): Buffer => {
      const iv = randomBytes(16);
      const aes = createCipheriv('aes-256-ctr', key, iv);
      return Buffer.concat([iv, aes.update(text, 'utf8'), aes.final()]);
    },
    open: (bytes: Buffer): string => {
      const aes = createDecipheriv('aes-256-ctr', key, bytes.subarray(0, 16));
      return Buffer.concat([aes.update(bytes.subarray(16)), aes.final()]).toString('utf8');
    },
  };
}

const older = ({ seal, open } = cipher()): AnySafeStorage => ({
  isEncryptionAvailable: () => true,
  encryptString: seal,
  decryptString: open,
  getSelectedStorageBackend: () => 'gnome_libsecret',
});
const newer = ({ seal, open } = cipher()): AnySafeStorage => ({
  isAsyncEncryptionAvailable: async () => true,
  encryptStringAsync: async (text) => seal(text),
  decryptStringAsync: async (bytes) => ({ result: open(bytes), shouldReEncrypt: false }),
  getSelectedStorageBackend: () => 'kwallet6',
});

describe.each([
  ['older', older],
  ['newer', newer],
])('the keychain of an %s Electron', (_name, storage) => {
  it('gives back the bytes it encrypted', async () => {
    const secrets = await openSecrets(storage(), 'linux');
    expect(secrets.unusable).toBeNull();
    const key = randomBytes(32);
    const encrypted = (await secrets.encrypt(key))!;
    expect(Buffer.from(encrypted).includes(key)).toBe(false);
    expect(await secrets.decrypt(encrypted)).toEqual(key);
  });
});

it('reads with the newer interface what the older one encrypted', async () => {
  const same = cipher();
  const encrypted = await (await openSecrets(older(same), 'win32')).encrypt(Buffer.from('key'));
  const decrypted = await (await openSecrets(newer(same), 'win32')).decrypt(encrypted!);
  expect(Buffer.from(decrypted!).toString()).toBe('key');
});

describe('a keychain that cannot be used', () => {
  const available = older();
  it.each<[string, AnySafeStorage, NodeJS.Platform]>([
    ['Linux without a keyring', { ...available, getSelectedStorageBackend: () => 'basic_text' }, 'linux'],
    ['Linux that does not know yet', { ...available, getSelectedStorageBackend: () => 'unknown' }, 'linux'],
    ['not available', { ...available, isEncryptionAvailable: () => false }, 'darwin'],
    [
      'not available in a newer Electron',
      { ...newer(), isAsyncEncryptionAvailable: async () => false },
      'win32',
    ],
    [
      'one that throws',
      {
        isAsyncEncryptionAvailable: () => Promise.reject(new Error('locked')),
      },
      'darwin',
    ],
    ['no interface at all', {}, 'win32'],
  ])('says so: %s', async (_name, storage, platform) => {
    expect((await openSecrets(storage, platform)).unusable).toMatch(
      /no keyring|keychain of this system is locked or not available/,
    );
  });
});

describe('the keychain slot of a data folder', () => {
  function folder(): string {
    const made = mkdtempSync(join(tmpdir(), 'lanyard-slot-'));
    onTestFinished(() => rmSync(made, { recursive: true, force: true }));
    return made;
  }

  it('takes a new master key and gives it back, and the file does not hold it', async () => {
    const data = folder();
    const slot = keychainSlot(data, await openSecrets(older(), 'linux'));
    const slots = [slot, fileSlot(fileSlotPath(data))];
    const key = await readOrMakeMasterKey(slots);
    expect(await readMasterKey(data, slots)).toEqual(key);
    const stored = readFileSync(keychainSlotPath(data));
    expect(stored.includes(key) || stored.includes(key.toString('base64'))).toBe(false);
    expect(statSync(keychainSlotPath(data)).mode & 0o777).toBe(0o600);
  });

  it('of another user or machine gives no key', async () => {
    const data = folder();
    await keychainSlot(data, await openSecrets(older(), 'linux')).write(randomBytes(32));
    expect(await keychainSlot(data, await openSecrets(older(), 'linux')).read()).toBeNull();
  });

  it('never replaces a key that is there', async () => {
    const data = folder();
    const slot = keychainSlot(data, await openSecrets(older(), 'linux'));
    const key = randomBytes(32);
    await slot.write(key);
    await expect(slot.write(randomBytes(32))).rejects.toMatchObject({
      problem: 'no_key',
      message: expect.stringContaining(keychainSlotPath(data)) as string,
    });
    expect(await slot.read()).toEqual(key);
    expect(readdirSync(dirname(keychainSlotPath(data)))).toEqual(['master.keychain']);
  });

  it('is not there by half, and a draft that a power cut left is no obstacle', async () => {
    const data = folder();
    const slot = keychainSlot(data, await openSecrets(older(), 'linux'));
    mkdirSync(dirname(keychainSlotPath(data)));
    writeFileSync(`${keychainSlotPath(data)}.new`, 'half');
    expect(slot.exists()).toBe(false);
    const key = randomBytes(32);
    await slot.write(key);
    expect(await slot.read()).toEqual(key);
    expect(readFileSync(`${keychainSlotPath(data)}.new`, 'utf8')).toBe('half');
  });

  it('names a keychain that takes nothing', async () => {
    const slot = keychainSlot(folder(), { encrypt: async () => null, decrypt: async () => null });
    await expect(slot.write(randomBytes(32))).rejects.toMatchObject({ problem: 'no_key' });
  });

  it('leaves a key file usable beside it', async () => {
    const data = folder();
    const file = fileSlot(fileSlotPath(data));
    const slots = [keychainSlot(data, await openSecrets(older(), 'linux')), file];
    const key = await readOrMakeMasterKey(slots);
    await file.write(key);
    expect(await readMasterKey(data, [file])).toEqual(key);
    writeFileSync(join(data, 'lanyard.db'), '');
    expect(await readMasterKey(data, [file])).toEqual(key);
  });
});
