import type { ElectronApplication } from 'playwright/test';

/** Runs an expression in the server thread, through the inspector: what a bug of ours would do. */
export async function inServerThread(app: ElectronApplication, expression: string): Promise<void> {
  await app.evaluate(async (_electron, code) => {
    const { Session } = process.getBuiltinModule('node:inspector');
    const session = new Session();
    session.connect();
    await new Promise<void>((resolve) => {
      session.on('NodeWorker.attachedToWorker', ({ params: { sessionId, workerInfo } }) => {
        if (!workerInfo.url.endsWith('server-thread.js')) return;
        const message = JSON.stringify({ id: 1, method: 'Runtime.evaluate', params: { expression: code } });
        session.post('NodeWorker.sendMessageToWorker', { sessionId, message }, () => resolve());
      });
      session.post('NodeWorker.enable', { waitForDebuggerOnStart: false });
    });
    session.disconnect();
  }, expression);
}
