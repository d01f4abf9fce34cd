/** A value as a cell would show it: objects and lists as JSON, nothing as an empty text. */
export function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  return (typeof value === 'object' ? JSON.stringify(value) : `${value as string | number | boolean}`).trim();
}
