/** Words after a number that belong to the version: `2.0.0-rc.1`. */
const PRE_RELEASE =
  '(?:alpha|beta|rc|pre|preview|snapshot|dev|nightly|canary|m|build|hotfix|final|ga|release)';

/**
 * One to four numbers that stand apart, with what follows them of a version. The first number has no other
 * text right before it than `v`, so that `x86`, `win64` or `log4j` are none.
 */
const VERSION = new RegExp(
  String.raw`(?<![a-z0-9])(?<!\d\.)v?(\d{1,9}(?:\.\d{1,9}){1,3}(?:[-.+_]?${PRE_RELEASE}[-.]?\d*(?:\.\d+)*)?(?:\+[0-9a-z.]+)?)(?![a-z0-9]|\.\d)`,
  'gi',
);

/** A single number counts only where a separator and a `v` or the end of the name say so: `app-v3`, `app_12`; not `x86_64`. */
const SINGLE = /[-_ ]v(\d{1,9})(?=[-_ .]|$)|[-_ ](?!(?:32|64|86)$)(\d{1,9})$/i;

/** Endings that are no part of a version, longest first. */
const EXTENSIONS = /(\.(tar\.(gz|xz|bz2|zst)|[a-z][a-z0-9]{0,9}|7z))+$/i;

/**
 * The version that a file name tells, e.g. `1.4.2` for `my-plugin-1.4.2.jar` and `2.0.0-rc.1` for `app_v2.0.0-rc.1_win64.zip`.
 * @returns null when it tells none
 */
export function guessVersion(fileName: string): string | null {
  const name = fileName.replace(EXTENSIONS, '');
  const found = [...name.matchAll(VERSION)].map((match) => match[1]!);
  // The longest is the version; what is shorter is often what it runs on, as in `plugin-mc1.20-3.4.1`.
  const longest = found.reduce<string | null>(
    (best, version) => (best === null || parts(version) > parts(best) ? version : best),
    null,
  );
  if (longest !== null) return longest;
  const single = SINGLE.exec(name);
  return single?.[1] ?? single?.[2] ?? null;
}

const parts = (version: string): number => version.split('.').length;

/** What a file of this ending runs on; null = any platform. */
export function guessPlatform(fileName: string): 'windows' | 'macos' | 'linux' | null {
  if (/\.(exe|msi|msix|appx)$/i.test(fileName)) return 'windows';
  if (/\.(dmg|pkg)$/i.test(fileName)) return 'macos';
  if (/\.(appimage|deb|rpm|flatpak|snap)$/i.test(fileName)) return 'linux';
  return null;
}
