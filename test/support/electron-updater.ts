import { mkdirSync, writeFileSync } from 'node:fs';
import {
  type ClientRequest,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  request as httpRequest,
  type RequestOptions,
} from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { AppImageUpdater, AppUpdater, NsisUpdater } from 'electron-updater';
import { temporaryFolder } from './folder.ts';

/** As much of its network layer as is put on Node here. */
type HttpExecutor = {
  doDownload: (options: RequestOptions, download: object, redirects: number) => void;
};
type DownloadOptions = {
  headers?: OutgoingHttpHeaders | null;
  cancellationToken: {
    createPromise: <R>(
      begin: (resolve: (value: R) => void, reject: (error: Error) => void, onCancel: unknown) => void,
    ) => Promise<R>;
  };
};

// What electron-updater works with comes from beside it: there must not be two of them.
const beside = createRequire(createRequire(import.meta.url).resolve('electron-updater'));
const runtime = beside('builder-util-runtime') as {
  HttpExecutor: new () => HttpExecutor;
  configureRequestUrl: (url: URL, options: RequestOptions) => void;
  configureRequestOptions: (options: RequestOptions) => void;
};
const updaters = beside('./main.js') as {
  NsisUpdater: new (options: null, app: object) => NsisUpdater;
  AppImageUpdater: new (options: null, app: object) => AppImageUpdater;
};

/** What Electron's own network stack does for electron-updater, on plain Node; it counts the bytes of bodies. */
class NodeHttpExecutor extends runtime.HttpExecutor {
  received = 0;
  readonly requests: string[] = [];

  createRequest(options: RequestOptions, callback: (response: IncomingMessage) => void): ClientRequest {
    const { Range: ranges } = (options.headers ?? {}) as OutgoingHttpHeaders;
    this.requests.push(`${options.path}${ranges ? ' (ranges)' : ''}`);
    const request = httpRequest({ ...options, agent: false });
    request.on('response', (response) => {
      callback(response);
      response.on('data', (chunk: Buffer) => (this.received += chunk.length));
    });
    return request;
  }

  async download(url: URL, destination: string, options: DownloadOptions): Promise<string> {
    return options.cancellationToken.createPromise<string>((resolve, reject, onCancel) => {
      const requestOptions: RequestOptions = { ...(options.headers && { headers: options.headers }) };
      runtime.configureRequestUrl(url, requestOptions);
      runtime.configureRequestOptions(requestOptions);
      const callback = (error: Error | null) => (error ? reject(error) : resolve(destination));
      this.doDownload(requestOptions, { destination, options, onCancel, callback, responseHandler: null }, 0);
    });
  }
}

type Installed = {
  kind: 'nsis' | 'AppImage';
  version: string;
  /** The file that the app was installed from, for a differential download. */
  oldFile?: Buffer;
};

/** electron-updater of an app that is installed in a folder of its own: the real program, without Electron. */
export function installedApp({ kind, version, oldFile }: Installed) {
  const folder = temporaryFolder();
  const cache = join(folder, 'cache', 'compass');
  const config = join(folder, 'app-update.yml');
  mkdirSync(cache, { recursive: true });
  writeFileSync(config, 'provider: generic\nupdaterCacheDirName: compass\n');
  const image = join(folder, 'old.AppImage');
  if (oldFile) writeFileSync(kind === 'nsis' ? join(cache, 'installer.exe') : image, oldFile);
  const executor = new NodeHttpExecutor();
  const log: string[] = [];
  const app = {
    version,
    name: 'compass',
    isPackaged: true,
    appUpdateConfigPath: config,
    userDataPath: folder,
    baseCachePath: join(folder, 'cache'),
    whenReady: async () => {},
    relaunch: () => {},
    quit: () => {},
    onQuit: () => {},
  };
  const updater: AppUpdater = new updaters[kind === 'nsis' ? 'NsisUpdater' : 'AppImageUpdater'](null, app);
  const say = (message?: unknown) => void log.push(String(message));
  Object.assign(updater, {
    httpExecutor: executor,
    autoDownload: false,
    autoInstallOnAppQuit: false,
    logger: { info: say, warn: say, error: say, debug: undefined },
    // Its own tests say so that they are not on the system of the updater; a failed differential download then fails.
    _testOnlyOptions: { platform: kind === 'nsis' ? 'win32' : 'linux', isUseDifferentialDownload: true },
  });
  return { updater, executor, log, image };
}
