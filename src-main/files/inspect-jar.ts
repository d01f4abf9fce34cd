import { type Entry, openPromise, type ZipFile } from 'yauzl';

/** Descriptions of a JAR are short; a larger one is not read. */
const LIMIT = 1024 * 1024;

const PLUGIN = 'plugin.yml';
const MANIFEST = 'META-INF/MANIFEST.MF';

/** What a JAR says of itself. */
export type JarFacts = { mainClass: string | null; version: string | null };

/**
 * Reads main class and version from a JAR's root `plugin.yml` (Bukkit) or else its manifest.
 * @returns null for what it does not say, or when it is no readable ZIP file
 */
export async function inspectJar(path: string): Promise<JarFacts> {
  const found = new Map<string, string>();
  try {
    const zip = await openPromise(path, { autoClose: false, lazyEntries: true });
    try {
      for await (const entry of zip.eachEntry())
        if ((entry.fileName === PLUGIN || entry.fileName === MANIFEST) && entry.uncompressedSize <= LIMIT)
          found.set(entry.fileName, await readEntry(zip, entry));
    } finally {
      zip.close();
    }
  } catch {
    return { mainClass: null, version: null }; // not a ZIP file, or a damaged one: it says nothing
  }
  const plugin = found.get(PLUGIN) ?? '';
  const manifest = (found.get(MANIFEST) ?? '').replace(/\r?\n /g, ''); // long lines are folded
  const fromPlugin = (key: string) => new RegExp(`^${key}:[ \\t]*(.+)$`, 'm').exec(plugin)?.[1];
  const fromManifest = (key: string) => new RegExp(`^${key}:[ \\t]*(.+)$`, 'mi').exec(manifest)?.[1];
  return {
    mainClass: clean(fromPlugin('main')) ?? clean(fromManifest('Main-Class')),
    version: clean(fromPlugin('version')) ?? clean(fromManifest('Implementation-Version')),
  };
}

const clean = (value: string | undefined): string | null =>
  value
    ?.replace(/\s+#.*$/, '')
    .trim()
    .replace(/^(['"])(.*)\1$/, '$2') || null;

async function readEntry(zip: ZipFile, entry: Entry): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of await zip.openReadStreamPromise(entry)) {
    size += (chunk as Buffer).length;
    if (size > LIMIT) throw new Error('The entry is larger than it says');
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString('utf8');
}
