import type { ElectronApplication } from 'playwright/test';

/** Has the server thread throw where nobody catches, through the inspector: what a bug of ours would do. */
export async function killServerThread(app: ElectronApplication): Promise<void> {
  await app.evaluate(async () => {
    const { Session } = process.getBuiltinModule('node:inspector');
    const session = new Session();
    session.connect();
    await new Promise<void>((resolve) => {
      session.on('NodeWorker.attachedToWorker', ({ params: { sessionId, workerInfo } }) => {
        if (!workerInfo.url.endsWith('server-thread.js')) return;
        const expression = `setTimeout(() => { throw new Error('killed by a test') })`;
        const message = JSON.stringify({ id: 1, method: 'Runtime.evaluate', params: { expression } });
        session.post('NodeWorker.sendMessageToWorker', { sessionId, message }, () => resolve());
      });
      session.post('NodeWorker.enable', { waitForDebuggerOnStart: false });
    });
    session.disconnect();
  });
}
