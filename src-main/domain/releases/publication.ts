import type { Release } from '../model.ts';

/** When a release came out, in milliseconds since the epoch: its first publication, or for one never published its creation. */
export const publicationOf = ({
  publishedAt,
  createdAt,
}: Pick<Release, 'publishedAt' | 'createdAt'>): number => publishedAt ?? createdAt;
