import {
  BlobReader,
  configure,
  type Entry,
  TextWriter,
  ZipReader,
} from '@zip.js/zip.js/lib/zip-core-native.js';

// The page's policy allows no workers, and the browser inflates by itself.
configure({ useWebWorkers: false });

/** A version that a file tells, and where it says so. */
export type ToldVersion = { version: string; source: string };

/** Where a JAR says its version, best first. */
const SOURCES = [
  { path: 'plugin.yml', read: yamlVersion },
  { path: 'paper-plugin.yml', read: yamlVersion },
  { path: 'bungee.yml', read: yamlVersion },
  { path: 'META-INF/MANIFEST.MF', read: manifestVersion },
] as const;

/** Nothing that tells a version is longer, in bytes. */
const LONGEST = 1024 * 1024;

/**
 * The version that a JAR tells in its plugin.yml or its manifest. Only the directory of the archive and those files are read.
 * @returns null when it tells none or is no archive
 */
export async function readJarVersion(file: Blob): Promise<ToldVersion | null> {
  const reader = new ZipReader(new BlobReader(file));
  try {
    const entries = new Map<string, Entry>();
    for await (const entry of reader.getEntriesGenerator()) {
      if (SOURCES.some(({ path }) => path === entry.filename)) entries.set(entry.filename, entry);
    }
    for (const { path, read } of SOURCES) {
      const entry = entries.get(path);
      if (!entry || entry.directory || entry.uncompressedSize > LONGEST) continue;
      const version = read(await entry.getData(new TextWriter()));
      if (version !== null)
        return { version, source: path === 'META-INF/MANIFEST.MF' ? 'the manifest' : path };
    }
    return null;
  } catch {
    return null; // A broken archive is the vendor's to publish or not; it only tells no version.
  } finally {
    await reader.close();
  }
}

/** The top-level `version:` of a plugin.yml. */
export function yamlVersion(yaml: string): string | null {
  const match = /^version\s*:\s*(?:"([^"\n]*)"|'([^'\n]*)'|([^#\n]*))/m.exec(yaml);
  return usable(match?.[1] ?? match?.[2] ?? match?.[3]);
}

/** The version of a manifest, whose long lines go on after a line break and a space. */
export function manifestVersion(manifest: string): string | null {
  const lines = manifest.replaceAll(/\r?\n /g, '');
  for (const name of ['Implementation-Version', 'Bundle-Version', 'Specification-Version']) {
    const version = usable(new RegExp(`^${name}:(.*)$`, 'im').exec(lines)?.[1]);
    if (version !== null) return version;
  }
  return null;
}

/** A placeholder that no build filled in is no version. */
function usable(text: string | undefined): string | null {
  const version = text?.trim() ?? '';
  return version !== '' && version.length <= 255 && /^[^\s${}@]+$/.test(version) ? version : null;
}
