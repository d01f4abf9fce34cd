import type { IncomingMessage } from 'node:http';
import type { VendorSigner } from '../crypto/vendor-keys.ts';
import type { Core } from '../domain/core.ts';
import type { BackOffice } from '../files/back-office.ts';
import type { FileFacts } from '../files/file-facts.ts';
import type { ReleaseBytes } from '../files/release-bytes.ts';
import type { Scheme } from './client-address.ts';
import type { Bandwidth } from './downloads/bandwidth.ts';
import type { createRateLimit, RateLimit } from './rate-limits.ts';

/** Limits of time for what clients send, in milliseconds. Tests shorten them. */
export type HttpLimits = {
  /** For the whole head of a request. */
  headersMs: number;
  /** For a body of JSON. */
  bodyMs: number;
  /** For a connection on which nothing moves. */
  idleMs: number;
};

/** What the routes of every dialect work with. */
export type Services = {
  core: Core;
  bytes: ReleaseBytes;
  /** Does what would hold up the checks of clients: long lists, statistics. */
  backOffice: BackOffice;
  facts: FileFacts;
  /** The vendor's private key, ready for use; a promise because it is read again after `vendor init`. */
  signer: () => Promise<VendorSigner>;
  /** The vendor's id; Lukittu's `teamId`. */
  vendorId: () => string;
  /** Base URL that answers carry; null = the Host that the client used. */
  publicUrl: () => string | null;
  /** How the client made a request. */
  schemeOf: (request: IncomingMessage) => Scheme;
  /** `createRateLimit`, switched off as a whole by `--no-rate-limits`. */
  rateLimit: (window: Parameters<typeof createRateLimit>[1]) => RateLimit;
  /** Whether an address is one that no limit holds back (setting `rateLimitExempt`). */
  unlimited: (address: string) => boolean;
  /** What all downloads share. */
  bandwidth: Bandwidth;
  limits: HttpLimits;
};
