import type { BrowserWindow, Dialog } from 'electron';

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
