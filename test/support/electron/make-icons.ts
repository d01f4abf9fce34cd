/** Draws the app's icons from icon.svg, with the Chromium of the console tests: `node test/support/electron/make-icons.ts`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { root } from './runtime.ts';

const folder = join(root, 'src-main', 'desktop', 'icons');

/** The picture types of an .icns file that hold PNG, with their size in pixels. */
const icnsTypes = { ic11: 32, ic12: 64, ic07: 128, ic13: 256, ic14: 512, ic10: 1024 } as const;
const icoSizes = [16, 24, 32, 48, 64, 128, 256] as const;

async function draw(sizes: readonly number[]): Promise<Map<number, Buffer>> {
  const svg = readFileSync(join(folder, 'icon.svg'), 'utf8');
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
  const page = await browser.newPage();
  const drawn = new Map<number, Buffer>();
  for (const size of sizes) {
    await page.setViewportSize({ width: size, height: size });
    await page.setContent(
      `<style>* { margin: 0 } svg { display: block; width: ${size}px; height: ${size}px }</style>${svg}`,
    );
    drawn.set(size, await page.screenshot({ omitBackground: true }));
  }
  await browser.close();
  return drawn;
}

/** ICONDIR, then one ICONDIRENTRY of 16 bytes for each picture, then the pictures as PNG. */
function ico(pictures: readonly { size: number; png: Buffer }[]): Buffer {
  const head = Buffer.alloc(6 + 16 * pictures.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(pictures.length, 4);
  let offset = head.length;
  for (const [index, { size, png }] of pictures.entries()) {
    const entry = 6 + 16 * index;
    head.writeUInt8(size % 256, entry); // 0 stands for 256
    head.writeUInt8(size % 256, entry + 1);
    head.writeUInt16LE(1, entry + 4);
    head.writeUInt16LE(32, entry + 6);
    head.writeUInt32LE(png.length, entry + 8);
    head.writeUInt32LE(offset, entry + 12);
    offset += png.length;
  }
  return Buffer.concat([head, ...pictures.map(({ png }) => png)]);
}

/** A chunk is its type, its length with these eight bytes, and its content; the file is one chunk of chunks. */
function chunk(type: string, content: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(type, 'latin1');
  head.writeUInt32BE(content.length + 8, 4);
  return Buffer.concat([head, content]);
}

const drawn = await draw([...new Set([...icoSizes, ...Object.values(icnsTypes), 512])]);
const png = (size: number) => drawn.get(size)!;
const icns = Object.entries(icnsTypes).map(([type, size]) => chunk(type, png(size)));
writeFileSync(join(folder, 'icon.png'), png(512));
writeFileSync(join(folder, 'icon.ico'), ico(icoSizes.map((size) => ({ size, png: png(size) }))));
writeFileSync(join(folder, 'icon.icns'), chunk('icns', Buffer.concat(icns)));
