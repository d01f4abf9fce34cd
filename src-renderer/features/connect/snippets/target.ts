import { cryptlexUrl, licensedockUrl } from '../../../lib/client-lines.ts';

/** What the lines for a client are made from: a server, a product of it, a licence and a file. */
export type Target = {
  /** Base URL that clients use. */
  api: string;
  vendorId: string;
  /** Base64 of the public key's PEM, as Lukittu clients embed it. */
  publicKeyBase64: string;
  product: { id: string; number: number; name: string };
  /** Name of a branch; null = the default line. */
  branch: string | null;
  /** A whole licence key, or what stands for it. */
  key: string;
  /** The newest file that the client may want; null when nothing is published. */
  file: { id: string; name: string } | null;
};

/** Lines to paste, for one kind of client. */
export type Snippet = {
  id: string;
  title: string;
  /** What it does, in a sentence or two. */
  about: string;
  /** Parts to paste, each with what it is. */
  parts: (target: Target) => { title: string; text: string }[];
};

/** Cryptlex: one file by its id. Without a file there is nothing to name. */
export const fileUrl = (target: Target): string => cryptlexUrl(target, target.file?.id ?? 'RELEASE-ID');

/** LicenseDock: the newest release of the product's default line. */
export const newestUrl = (target: Target): string => licensedockUrl(target, target.product.number);

/** Lukittu: where a licence is checked. */
export const verifyUrl = ({ api, vendorId }: Target): string =>
  `${api}/api/v1/client/teams/${vendorId}/verification/verify`;

/** Lukittu: the encrypted download. */
export const classloaderUrl = ({ api, vendorId }: Target): string =>
  `${api}/api/v1/client/teams/${vendorId}/verification/classloader`;

/** The feeds of a line of the product. */
export const feedUrl = ({ api, product, branch }: Target): string =>
  `${api}/feeds/${product.number}/${encodeURIComponent(branch ?? 'stable')}`;

/** A word for a POSIX shell, whatever is in it. */
export const shellWord = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** A word for PowerShell, whatever is in it. */
export const powerShellWord = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** A literal of JavaScript, Java and Python, whatever is in it. */
export const literal = (text: string): string => JSON.stringify(text);

/** A literal of PHP, whatever is in it. */
export const phpLiteral = (text: string): string =>
  `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

/** Text of an XML document, whatever is in it. */
export const xmlText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
