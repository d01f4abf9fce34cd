import type { App, Session, WebContents } from 'electron';
import { isAllowedPermission, isAllowedRequest, isOwnUrl } from './security.ts';

/** Applies the rules of security.ts to every page that this app ever shows, whoever opens it. */
export function guardContents(app: App, devUrl: string | null): void {
  app.on('web-contents-created', (_event, contents) => guardPage(contents, devUrl));
}

function guardPage(contents: WebContents, devUrl: string | null): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.on('will-navigate', (event) => {
    if (!isOwnUrl(event.url, devUrl)) event.preventDefault();
  });
  contents.on('will-frame-navigate', (event) => {
    if (!isOwnUrl(event.url, devUrl)) event.preventDefault();
  });
  contents.on('will-redirect', (event) => {
    if (!isOwnUrl(event.url, devUrl)) event.preventDefault();
  });
}

/** Denies a session's pages every permission and every request that the app does not need. */
export function guardSession(session: Session, devUrl: string | null): void {
  session.setPermissionRequestHandler((contents, permission, answer) => {
    answer(isAllowedPermission(permission, contents.getURL(), devUrl));
  });
  session.setPermissionCheckHandler((_contents, permission, origin) =>
    isAllowedPermission(permission, origin, devUrl),
  );
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !isAllowedRequest(url, devUrl) }));
  session.on('will-download', (event, item) => {
    // A page saves only what it made itself, e.g. a list as CSV.
    if (!item.getURL().startsWith(`blob:`)) event.preventDefault();
  });
}
