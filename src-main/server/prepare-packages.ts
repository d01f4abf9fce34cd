import type { Store } from '../domain/store.ts';
import type { FileFacts } from '../files/file-facts.ts';

/** At most so many versions are in the list of packages that Squirrel.Windows asks for. */
const LIMIT = 20;

/** Has the SHA-1 of packages computed that came in, so that the list of them need not wait for it. */
export function preparePackages(store: Store, facts: FileFacts): void {
  for (const file of store.releaseFiles.withoutFact('.nupkg', 'sha1', LIMIT)) facts.prepare(file, 'sha1');
}
