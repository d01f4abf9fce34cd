import type { App } from 'electron';

/**
 * Ends the app in order: the first wish to quit starts `stop`, and the app ends when that is done, whether or not it went well.
 * @param endHard called with the first wish: ends the process when `stop` never ends
 */
export function quitInOrder(app: App, stop: () => Promise<void>, endHard: () => void) {
  let stage: 'running' | 'stopping' | 'stopped' = 'running';
  app.on('before-quit', (event) => {
    if (stage === 'stopped') return;
    event.preventDefault();
    if (stage === 'stopping') return;
    stage = 'stopping';
    endHard();
    void stop()
      .catch(() => {}) // what did not stop ends with the process
      .finally(() => {
        stage = 'stopped';
        app.quit();
      });
  });
  return { stopped: (): boolean => stage === 'stopped' };
}
