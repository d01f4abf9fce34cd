import type { Core } from '../core.ts';
import type { Customer, License, Product, Release, ReleaseFile } from '../model.ts';
import { Refusal } from '../refusal.ts';
import { type Attempt, check, type CheckOrder, type State } from './attempt.ts';
import { claim } from './claim.ts';

/** A download that may begin. */
export type Grant = {
  license: License;
  product: Product;
  release: Release;
  file: ReleaseFile;
  customer: Customer | undefined;
};

/**
 * Decides whether an attempt may download, and what: the one use case behind every dialect's download.
 * @param order the dialect's order of checks
 * @param takes what it takes of the licence: a seat and a place among the addresses (Lukittu), a use of it, or, for a
 *   request that only looks, nothing
 * @throws {Refusal} with the facts known by then
 */
export function authorizeDownload(
  core: Core,
  attempt: Attempt,
  order: CheckOrder,
  takes: 'seat' | 'use' | null,
): Grant {
  return core.store.look(() => {
    const state = check(core, attempt, order);
    const { license, product, release, file, customer } = state;
    if (!product || !release || !file) throw new Error('The order of checks found no file');
    const hwid = takes === 'seat' ? attempt.hardwareIdentifier : null;
    if (takes !== null)
      claimWithFacts(core, license, state, {
        device: hwid === null ? null : { kind: 'hwid', identifier: hwid },
        address: takes === 'seat' ? attempt.address : null,
        release,
      });
    return {
      license,
      product,
      release,
      file,
      customer: customer ?? core.store.licenses.customers(license.id)[0],
    };
  });
}

/** `claim`, whose refusals carry what the checks found. */
export function claimWithFacts(
  core: Core,
  license: License,
  state: State,
  use: Parameters<typeof claim>[2],
): void {
  try {
    claim(core, license, use);
  } catch (error) {
    if (error instanceof Refusal) error.facts = state;
    throw error;
  }
}
