/**
 * Serves a drive (FUSE) with one folder, in which every name is a file of `size` bytes. What it is asked about files whose
 * names begin with `lost` it never answers; of others it gives the first `given` bytes, and then answers no more.
 * Arguments: the folder to mount at, `size`, `given`.
 */
import { spawnSync } from 'node:child_process';
import { openSync, readSync, writeSync } from 'node:fs';

const [, , folder = '', size = '0', given = '0'] = process.argv;
const device = openSync('/dev/fuse', 'r+');
const options = `fd=3,rootmode=40755,user_id=${process.getuid!()},group_id=${process.getgid!()}`;
const mounted = spawnSync('mount', ['-i', '-t', 'fuse', '-o', options, 'stalling', folder], {
  stdio: ['ignore', 'ignore', 'inherit', device],
});
if (mounted.status !== 0) process.exit(1);
process.send!('mounted');

/** Numbers of requests and their answers, as `linux/fuse.h` has them. */
const asked = {
  lookup: 1,
  forget: 2,
  getattr: 3,
  open: 14,
  read: 15,
  release: 18,
  flush: 25,
  init: 26,
} as const;
const others = { opendir: 27, releasedir: 29, interrupt: 36, forgetMany: 42 } as const;
const ROOT = 1n;
const FILE = 2n;
const NOT_IMPLEMENTED = -38;
const DIRECT_IO = 1;
const PARALLEL_LOOKUPS = 1 << 18; // else one that is not answered holds up the others

const buffer = Buffer.alloc(1024 * 1024);
for (;;) {
  const length = readSync(device, buffer);
  const request = buffer.subarray(0, length);
  answer(
    request.readUInt32LE(4),
    request.readBigUInt64LE(8),
    request.readBigUInt64LE(16),
    request.subarray(40),
  );
}

function answer(what: number, id: bigint, node: bigint, body: Buffer): void {
  switch (what) {
    case asked.init:
      return reply(id, numbers([7, 31, 0, PARALLEL_LOOKUPS, 0, 128 * 1024, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]));
    case asked.lookup: {
      const name = body.subarray(0, body.indexOf(0)).toString();
      if (name.startsWith('lost')) return;
      return reply(id, Buffer.concat([bigNumbers([FILE, 1n, 0n, 0n, 0n]), attributes(FILE)]));
    }
    case asked.getattr:
      return reply(id, Buffer.concat([bigNumbers([0n, 0n]), attributes(node)]));
    case asked.open:
      return reply(id, Buffer.concat([bigNumbers([1n]), numbers([DIRECT_IO, 0])]));
    case others.opendir:
      return reply(id, Buffer.alloc(16));
    case asked.read: {
      const from = Number(body.readBigUInt64LE(8));
      if (from >= Number(given) && from < Number(size)) return;
      return reply(id, Buffer.alloc(Math.min(body.readUInt32LE(16), Number(size) - from)));
    }
    case asked.flush:
    case asked.release:
    case others.releasedir:
      return reply(id, Buffer.alloc(0));
    case asked.forget:
    case others.forgetMany:
    case others.interrupt:
      return;
    default:
      return reply(id, Buffer.alloc(0), NOT_IMPLEMENTED);
  }
}

function reply(id: bigint, body: Buffer, error = 0): void {
  const head = Buffer.alloc(16);
  head.writeUInt32LE(16 + body.length, 0);
  head.writeInt32LE(error, 4);
  head.writeBigUInt64LE(id, 8);
  writeSync(device, Buffer.concat([head, body]));
}

function attributes(node: bigint): Buffer {
  const isRoot = node === ROOT;
  const mode = isRoot ? 0o40755 : 0o100644;
  const length = isRoot ? 0n : BigInt(size);
  return Buffer.concat([
    bigNumbers([node, length, 0n, 1n, 1n, 1n]),
    numbers([0, 0, 0, mode, 1, process.getuid!(), process.getgid!(), 0, 4096, 0]),
  ]);
}

function numbers(values: readonly number[]): Buffer {
  return Buffer.from(Uint32Array.from(values).buffer);
}

function bigNumbers(values: readonly bigint[]): Buffer {
  return Buffer.from(BigUint64Array.from(values).buffer);
}
