import type { BrowserWindow, Dialog } from 'electron';

/**
 * Says that the window cannot show its pages, while the server goes on. It has no parent: the window may not be shown at all.
 * @returns whether to try again; else to quit
 */
export async function askAboutLostPage(
  dialog: Dialog,
  reason: string,
  addresses: readonly string[],
): Promise<boolean> {
  const { response } = await dialog.showMessageBox({
    type: 'error',
    title: 'Lanyard',
    message: 'The window of Lanyard cannot be shown',
    detail:
      `Its page ended several times in a row (${reason}). ` +
      (addresses.length === 0
        ? 'The server is not affected. '
        : `The server goes on: clients reach it at ${addresses.join(' and ')}. `) +
      'Close programs that need much memory, and try again. The command line (lanyard) works meanwhile.',
    buttons: ['Try again', 'Quit Lanyard'],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  });
  return response === 0;
}

/** Asks for a data folder. @returns its path, or null when the user would rather not */
export async function askForFolder(
  dialog: Dialog,
  window: BrowserWindow,
  current: string,
): Promise<string | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title: 'Choose a data folder',
    buttonLabel: 'Use this folder',
    defaultPath: current,
    properties: ['openDirectory', 'createDirectory'],
  });
  return canceled ? null : (filePaths[0] ?? null);
}
