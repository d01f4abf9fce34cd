import { useEffect } from 'react';
import { useNavigate } from 'react-router';
import { listenForKeys } from '../../lib/key-sequence.ts';

/** The keys that work on every page, as `ShortcutsHelp` lists them. */
export function useShortcuts(openHelp: () => void): void {
  const navigate = useNavigate();
  useEffect(
    () =>
      listenForKeys({
        'g o': () => void navigate('/'),
        'g p': () => void navigate('/products'),
        'g l': () => void navigate('/licenses'),
        'g u': () => void navigate('/customers'),
        'g k': () => void navigate('/api-keys'),
        'g d': () => void navigate('/downloads'),
        'g c': () => void navigate('/connect'),
        'g b': () => void navigate('/blacklist'),
        '/': () => find('[data-shortcut="search"]')?.focus(),
        n: () => find('[data-shortcut="new"]')?.click(),
        '?': openHelp,
      }),
    [navigate, openHelp],
  );
}

const find = (selector: string) => document.querySelector<HTMLElement>(selector);
