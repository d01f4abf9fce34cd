import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';

const entries = {
  'META-INF/MANIFEST.MF': 'Manifest-Version: 1.0\nMain-Class: demo.Main\n\n',
  'plugin.yml': 'name: DemoApp\nversion: 1.0.0\nmain: demo.Main\n',
  'README.txt': 'A sample that Lanyard served. Nothing in here runs.\n',
};

/**
 * Writes a small real JAR that names a main class, as Lukittu wants it.
 * @returns its path
 */
export async function writeSampleJar(folder: string): Promise<string> {
  const path = join(folder, 'demo-app-1.0.0.jar');
  const zip = new ZipFile();
  for (const [name, text] of Object.entries(entries)) zip.addBuffer(Buffer.from(text), name);
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(path));
  return path;
}
