import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';

/** A JAR with these entries. */
export async function jar(entries: Record<string, string | Buffer>): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(entries)) zip.addBuffer(Buffer.from(content as string), name);
  zip.end();
  return buffer(zip.outputStream as never);
}
