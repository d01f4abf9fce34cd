import type { App } from 'electron';

/** Ends the app in order: the first wish to quit starts `stop`, and the app ends when that is done. */
export function quitInOrder(app: App, stop: () => Promise<void>) {
  let stage: 'running' | 'stopping' | 'stopped' = 'running';
  app.on('before-quit', (event) => {
    if (stage === 'stopped') return;
    event.preventDefault();
    if (stage === 'stopping') return;
    stage = 'stopping';
    void stop().finally(() => {
      stage = 'stopped';
      app.quit();
    });
  });
  return { stopped: (): boolean => stage === 'stopped' };
}
