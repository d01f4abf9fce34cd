import { onTestFinished } from 'vitest';
import type { Area } from '../../shared/contract.ts';
import { createVault, newMasterKey } from '../../src-main/crypto/vault.ts';
import { openBlacklist } from '../../src-main/domain/blacklist/blacklist.ts';
import type { Core } from '../../src-main/domain/core.ts';
import { createLicense, type LicenseInput } from '../../src-main/domain/licenses/create-license.ts';
import type { License, Product } from '../../src-main/domain/model.ts';
import { createProduct } from '../../src-main/domain/products/manage-products.ts';
import type { NewFile } from '../../src-main/domain/releases/release-rules.ts';
import { Refusal } from '../../src-main/domain/refusal.ts';
import { openSettings } from '../../src-main/domain/settings/settings.ts';
import { openDatabase } from '../../src-main/storage/database.ts';
import { openStore } from '../../src-main/storage/store.ts';
import { manualClock } from './clock.ts';
import { temporaryFolder } from './folder.ts';

/** The rules on a real database of their own, with a clock that a test moves. */
export function testCore() {
  const clock = manualClock();
  const db = openDatabase(temporaryFolder());
  onTestFinished(() => void db.close());
  const store = openStore(db, createVault(newMasterKey()));
  const changed: Area[] = [];
  const core: Core = {
    store,
    settings: openSettings(store),
    blacklist: openBlacklist(store),
    now: clock.now,
    changed: (areas) => void changed.push(...areas),
  };
  return {
    core,
    clock,
    store,
    /** What the window was told of, in order. */
    changed,
    product: (name = 'Compass'): Product => createProduct(core, { name }),
    license: (overrides: Partial<LicenseInput> = {}): License =>
      createLicense(core, {
        products: [],
        customers: [],
        expirationType: 'NEVER',
        identifierType: 'domain',
        ...overrides,
      }),
  };
}

/** A file whose digests are made up: rules never look at bytes. */
export const someFile = (name = 'app.zip', digit = 'a'): NewFile => ({
  name,
  size: 4,
  sha256: digit.repeat(64),
  sha512: digit.repeat(128),
  md5: digit.repeat(32),
  mainClass: null,
});

/** The code that some work is refused with, or `null` when it is not. */
export function refusalOf(work: () => unknown): string | null {
  try {
    work();
    return null;
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}
