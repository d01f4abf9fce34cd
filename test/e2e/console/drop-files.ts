import type { Page } from 'playwright/test';

/** A file to drop: one of this machine, or one made up. */
export type Dropped = string | { name: string; mimeType: string; buffer: Buffer };

/** Drops files onto the page, as a person does who drags them out of a folder. */
export async function dropFiles(page: Page, files: readonly Dropped[]): Promise<void> {
  await page.evaluate(() => {
    document.querySelector('#to-drop')?.remove();
    document.body.append(
      Object.assign(document.createElement('input'), {
        type: 'file',
        id: 'to-drop',
        multiple: true,
        hidden: true,
      }),
    );
  });
  const input = page.locator('#to-drop');
  // Either paths or contents: Playwright takes no mixture.
  await input.setInputFiles(files as string[]);
  await input.evaluate(async (element: HTMLInputElement) => {
    const dataTransfer = new DataTransfer();
    for (const file of element.files!) dataTransfer.items.add(file);
    const say = (type: string) =>
      document
        .querySelector('h1')!
        .dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
    say('dragenter');
    say('dragover');
    say('drop');
    element.remove();
  });
}
