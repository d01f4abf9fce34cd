/** A key with all but its first and last group hidden; of keys of fewer than four groups only the last four characters show. */
export function maskKey(key: string): string {
  const groups = key.split('-');
  const hide = (text: string) => '•'.repeat(text.length);
  if (groups.length < 4) return `${hide(key.slice(0, -4))}${key.slice(-4)}`;
  return groups
    .map((group, index) => (index === 0 || index === groups.length - 1 ? group : hide(group)))
    .join('-');
}
