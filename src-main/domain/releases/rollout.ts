import { hashText } from '../../crypto/digests.ts';

/** A release on its way out, as far as this rule needs it. */
export type Rollout = { id: string; rolloutPercent: number };

/**
 * In which hundredth of a release's rollout a licence is, 0 to 99: the first four bytes of the SHA-256 of
 * `<release id>:<license id>` as a number, modulo 100. It never changes, and each release draws its own first licences.
 */
export const rolloutBucket = (releaseId: string, licenseId: string): number =>
  hashText(`${releaseId}:${licenseId}`).readUInt32BE(0) % 100;

/**
 * Whether a release is offered to a licence as the newest. A licence that is in at some percentage stays in at every higher
 * one.
 * @param licenseId null = a client without a licence, which gets what every licence gets
 */
export const isRolledOutTo = ({ id, rolloutPercent }: Rollout, licenseId: string | null): boolean =>
  rolloutPercent === 100 || (licenseId !== null && rolloutBucket(id, licenseId) < rolloutPercent);
