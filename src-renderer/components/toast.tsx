import { notifications } from '@mantine/notifications';
import { messageOf } from '../api/api-error.ts';

/** Says in passing that something was done. */
export const tellDone = (message: React.ReactNode): void =>
  void notifications.show({ message, color: 'teal', autoClose: 4_000 });

/** Says that something could not be done, and why; it stays until read. */
export const tellError = (title: string, error: unknown): void => tellRefused(title, messageOf(error));

/** The same with words of the page's own. */
export const tellRefused = (title: string, message: string): void =>
  void notifications.show({ title, message, color: 'red', autoClose: false, role: 'alert' });
