/** The one door from the rules to what is stored: a type, so that the rules load neither SQLite nor files. */
export type { Store } from '../storage/store.ts';
export type { MetadataOwner } from '../storage/metadata.ts';
export type { OfferQuery } from '../storage/releases.ts';
