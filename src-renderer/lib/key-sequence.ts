/** Where a key belongs to what is typed or chosen, not to the page. */
const TYPING =
  'input, textarea, select, [contenteditable="true"], [role="dialog"], [role="menu"], [role="listbox"]';

/** The keys of a sequence follow each other within this time. */
const PAUSE_MS = 1_200;

/**
 * Listens for keys and sequences of two keys, e.g. `/` or `g p`, wherever nothing else takes them.
 * @returns a function that ends it
 */
export function listenForKeys(actions: Readonly<Record<string, () => void>>): () => void {
  let first = { key: '', at: 0 };
  const onKey = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target instanceof Element && event.target.closest(TYPING)) return;
    const sequence = `${first.key} ${event.key}`;
    const follows = event.timeStamp - first.at < PAUSE_MS && Object.hasOwn(actions, sequence);
    first = follows ? { key: '', at: 0 } : { key: event.key, at: event.timeStamp };
    const action = follows ? actions[sequence] : actions[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  };
  window.addEventListener('keydown', onKey);
  return () => window.removeEventListener('keydown', onKey);
}
