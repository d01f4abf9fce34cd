/** The one origin of the window's pages. */
export const appScheme = 'app';
const appHost = 'manager';
export const appUrl = `${appScheme}://${appHost}/`;

/** Where a link may lead outside the app: the help on firewalls. */
const externalHosts = ['support.microsoft.com', 'support.apple.com', 'help.ubuntu.com'] as const;

/**
 * Whether a URL belongs to the window's own pages.
 * @param devUrl the development server, of an app that is not packaged
 */
export function isOwnUrl(url: string, devUrl: string | null = null): boolean {
  const parsed = parse(url);
  if (!parsed) return false;
  if (devUrl !== null && parsed.origin === new URL(devUrl).origin) return true;
  return (
    parsed.protocol === `${appScheme}:` &&
    parsed.host === appHost &&
    parsed.username === '' &&
    parsed.password === ''
  );
}

/** The URL when it may be opened in the user's browser, else null. */
export function externalUrl(value: unknown): string | null {
  const parsed = typeof value === 'string' ? parse(value) : null;
  if (!parsed || parsed.protocol !== 'https:' || parsed.username !== '' || parsed.password !== '')
    return null;
  return (externalHosts as readonly string[]).includes(parsed.host) ? parsed.href : null;
}

/** What a page may do beyond showing itself: write to the clipboard, for its copy buttons. */
export const isAllowedPermission = (name: string, url: string, devUrl: string | null = null): boolean =>
  name === 'clipboard-sanitized-write' && isOwnUrl(url, devUrl);

/** Whether a page may load it. Nothing comes over the network. */
export const isAllowedRequest = (url: string, devUrl: string | null = null): boolean =>
  isOwnUrl(url, devUrl) || /^(?:data|blob|devtools):/.test(url) || isDevSocket(url, devUrl);

const isDevSocket = (url: string, devUrl: string | null): boolean =>
  devUrl !== null && parse(url)?.protocol === 'ws:' && parse(url)?.host === new URL(devUrl).host;

type Frame = { readonly url: string };

/**
 * Whether a message comes from the main frame of our window, showing our page. Whatever cannot be known is a no.
 * @param mainFrame of our window; null when there is none
 */
export function isTrustedSender(
  sender: Frame | null,
  mainFrame: Frame | null,
  devUrl: string | null = null,
): boolean {
  try {
    return sender !== null && mainFrame !== null && sender === mainFrame && isOwnUrl(sender.url, devUrl);
  } catch {
    return false; // a frame that is gone throws when it is asked
  }
}

function parse(url: string): URL | null {
  try {
    return new URL(url);
  } catch {
    return null;
  }
}
