import { isAbsolute, resolve } from 'node:path';

/** What the command line and the environment ask of the desktop app. */
export type DesktopOptions = {
  /** The data folder, where one is named. */
  data: string | null;
  /** The port for this run, before the preference; 0 = any free one. */
  port: number | null;
  /** Opens the window, has the server answer one request, prints one line and ends. */
  smoke: boolean;
  /** Chromium was told to do without its sandbox. */
  noSandbox: boolean;
};

/**
 * Reads `--data DIR`, `--port N` and `--smoke`; the rest belongs to Electron.
 * @param argv without the program itself
 */
export function readOptions(argv: readonly string[], env: NodeJS.ProcessEnv, cwd: string): DesktopOptions {
  const valueOf = (name: string): string | null => {
    const at = argv.findLastIndex((argument) => argument === name || argument.startsWith(`${name}=`));
    if (at === -1) return null;
    const argument = argv[at]!;
    return (argument === name ? argv[at + 1] : argument.slice(name.length + 1)) ?? null;
  };
  const data = valueOf('--data') ?? env['LANYARD_DATA'] ?? '';
  const port = valueOf('--port');
  const smoke = argv.includes('--smoke');
  return {
    data: data === '' ? null : isAbsolute(data) ? data : resolve(cwd, data),
    port: port !== null && /^\d{1,5}$/.test(port) && Number(port) <= 65_535 ? Number(port) : smoke ? 0 : null,
    smoke,
    noSandbox: argv.includes('--no-sandbox'),
  };
}
