import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isRolledOutTo, rolloutBucket } from '../../../../src-main/domain/releases/rollout.ts';

const at = (rolloutPercent: number, id = 'release') => ({ id, rolloutPercent });

describe('the rollout of a release', () => {
  it('draws a licence by the documented hash', () => {
    const id = '6f1f0a52-3d7e-4d55-9d2b-6a3f3f6f2a10';
    const license = '0d4c9b1e-8a77-4c59-8f0a-2b9f5d1c7e33';
    const number = createHash('sha256').update(`${id}:${license}`).digest().readUInt32BE(0);
    expect(rolloutBucket(id, license)).toBe(number % 100);
  });

  it('offers it to no one at 0 and to everyone at 100, with or without a licence', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.uuid(), (id, license) => {
        expect(isRolledOutTo(at(0, id), license)).toBe(false);
        expect(isRolledOutTo(at(100, id), license)).toBe(true);
      }),
    );
    expect(isRolledOutTo(at(100), null)).toBe(true);
    expect(isRolledOutTo(at(99), null)).toBe(false);
  });

  it('keeps a licence in when the percentage rises', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.uuid(), fc.nat(100), fc.nat(100), (id, license, a, b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        if (isRolledOutTo(at(low, id), license)) expect(isRolledOutTo(at(high, id), license)).toBe(true);
      }),
    );
  });

  it('holds about as many licences as it says, others for each release', () => {
    const licenses = Array.from({ length: 4000 }, (_, index) => `license ${index}`);
    const first = licenses.filter((license) => isRolledOutTo(at(25, 'first'), license));
    const second = licenses.filter((license) => isRolledOutTo(at(25, 'second'), license));
    for (const { length } of [first, second]) {
      expect(length).toBeGreaterThan(850);
      expect(length).toBeLessThan(1150);
    }
    const both = first.filter((license) => second.includes(license));
    expect(both.length).toBeLessThan(400);
  });
});
