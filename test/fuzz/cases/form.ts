import type { Random } from '../../support/random.ts';
import { hostileTexts } from '../../support/hostile-values.ts';

/** Names of files that a form may carry. */
const fileNames = [
  'app.zip',
  '',
  '../../etc/passwd',
  'C:\\x\\y.zip',
  'a\u0000b',
  'ü💩.jar',
  '"',
  'x'.repeat(5000),
  '.',
  '..',
];

/** What a form gets wrong, and how often. */
const odds = {
  none: 70,
  noEnd: 3,
  noBoundary: 3,
  otherBoundary: 3,
  twice: 4,
  noName: 4,
  bareLines: 3,
  hugeHeader: 3,
  emptyForm: 3,
  manyParts: 3,
  nested: 1,
};

/** A multipart body of an object's fields and a file, whole or wrong in one of the ways that clients get forms wrong. */
export function formOf(value: unknown, random: Random): { headers: string[]; body: Buffer } {
  const wrong = random.weighted(odds);
  const boundary = random.chance(0.9)
    ? `frontier${random.text(8)}`
    : random.pick(['-', '--', "a'()+_,-./:=?", 'x'.repeat(70)]);
  const fields = Object.entries(typeof value === 'object' && value !== null ? value : { data: value }).map(
    ([name, one]): [string, string] => [name, typeof one === 'string' ? one : (JSON.stringify(one) ?? '')],
  );
  const pieces: Buffer[] = [];
  const part = (headers: string, content: Buffer | string) =>
    pieces.push(
      Buffer.from(`--${boundary}\r\n${headers}\r\n\r\n`),
      Buffer.from(content),
      Buffer.from('\r\n'),
    );
  const named = (name: string) =>
    wrong === 'noName' ? 'Content-Disposition: form-data' : `Content-Disposition: form-data; name="${name}"`;
  const times = wrong === 'manyParts' ? 300 : wrong === 'twice' ? 2 : wrong === 'emptyForm' ? 0 : 1;
  for (let time = 0; time < times; time++) {
    for (const [name, content] of fields) if (name !== 'file') part(named(name), content);
    if (random.chance(0.8)) {
      const more = wrong === 'hugeHeader' ? `\r\nX-Long: ${'y'.repeat(40_000)}` : '';
      const name = random.chance(0.9) ? 'file' : random.pick(hostileTexts.slice(0, 15));
      const fileName = random.chance(0.7) ? 'app.zip' : random.pick(fileNames);
      const content =
        wrong === 'nested' ? `--${boundary}--\r\n--${boundary}` : random.bytes(random.whole(0, 3000));
      part(
        `Content-Disposition: form-data; name="${name}"; filename="${fileName}"\r\nContent-Type: application/zip${more}`,
        content,
      );
    }
  }
  if (wrong !== 'noEnd') pieces.push(Buffer.from(`--${boundary}--\r\n`));
  let body = Buffer.concat(pieces);
  if (wrong === 'bareLines') body = Buffer.from(body.toString('latin1').replaceAll('\r\n', '\n'), 'latin1');
  const told = wrong === 'otherBoundary' ? 'another' : boundary;
  const quoted = /^\w+$/.test(told) ? told : `"${told}"`;
  return {
    headers: [`Content-Type: multipart/form-data${wrong === 'noBoundary' ? '' : `; boundary=${quoted}`}`],
    body,
  };
}
