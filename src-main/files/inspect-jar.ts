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
  const found = await readDescriptions(path);
  const plugin = found.get(PLUGIN)?.toString() ?? '';
  const manifest = mainSection(found.get(MANIFEST) ?? Buffer.alloc(0));
  const fromPlugin = (key: string) => yamlText(new RegExp(`^${key}[ \\t]*:(.*)$`, 'm').exec(plugin)?.[1]);
  const fromManifest = (key: string) => new RegExp(`^${key}:(.*)$`, 'mi').exec(manifest)?.[1]?.trim() || null;
  return {
    mainClass: fromPlugin('main') ?? fromManifest('Main-Class'),
    version: fromPlugin('version') ?? fromManifest('Implementation-Version'),
  };
}

/** What was found before the ZIP file turned out to be damaged, if it did: Java reads such files too. */
async function readDescriptions(path: string): Promise<Map<string, Buffer>> {
  const found = new Map<string, Buffer>();
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
    // not a ZIP file, or not a whole one
  }
  return found;
}

/** The first section of a manifest, with its folded lines joined: a line may be folded inside a character. */
const mainSection = (manifest: Buffer): string =>
  Buffer.from(
    manifest.toString('latin1').replace(/\r\n?/g, '\n').split('\n\n', 1)[0]!.replaceAll('\n ', ''),
    'latin1',
  ).toString();

/** The text of a plain or quoted value on one line. */
const yamlText = (value: string | undefined): string | null =>
  value
    ?.replace(/\s#.*$/, '')
    .trim()
    .replace(/^(['"])(.*)\1$/, '$2') || null;

async function readEntry(zip: ZipFile, entry: Entry): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Buffer); // no more than it says
  return Buffer.concat(chunks);
}
