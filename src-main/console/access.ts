import { hashSecret, newSecret } from '../crypto/secrets.ts';

const MINUTE_MS = 60_000;
/** A login token that nobody used is good for this long. */
const TOKEN_MS = 24 * 60 * MINUTE_MS;
/** A session that does nothing ends after this long. */
const IDLE_MS = 12 * 60 * MINUTE_MS;

export type ConsoleAccess = ReturnType<typeof createConsoleAccess>;

/**
 * Who may use the console: a login token is good once and is exchanged for a session. Both live in memory only, and
 * only as hashes, so that a restart ends them all.
 * @param now milliseconds of a clock that nobody sets
 */
export function createConsoleAccess(now: () => number) {
  const tokens = new Map<string, number>();
  const sessions = new Map<string, number>();
  const watchers = new Set<{ key: string; end: () => void }>();
  const hash = (secret: string) => hashSecret(secret).toString('hex');
  const alive = (map: Map<string, number>, key: string) => {
    const until = map.get(key);
    if (until !== undefined && until > now()) return true;
    map.delete(key);
    return false;
  };
  return {
    /** Makes a login token. */
    newToken(): string {
      const token = newSecret();
      tokens.set(hash(token), now() + TOKEN_MS);
      return token;
    },
    /** Exchanges a token for a session's secret; null when it is unknown, used or too old. */
    login(token: string): string | null {
      const key = hash(token);
      const good = alive(tokens, key);
      tokens.delete(key);
      if (!good) return null;
      const session = newSecret();
      sessions.set(hash(session), now() + IDLE_MS);
      return session;
    },
    /** Whether the secret is a session's, which then stays alive. */
    isSession(secret: string | undefined): boolean {
      if (secret === undefined) return false;
      const key = hash(secret);
      if (!alive(sessions, key)) return false;
      sessions.set(key, now() + IDLE_MS);
      return true;
    },
    /** Whether the secret is a session's, without keeping it alive. */
    isStillSession: (secret: string): boolean => alive(sessions, hash(secret)),
    /**
     * Has someone told when a session is logged out.
     * @returns a function that forgets them
     */
    onLogout(secret: string, end: () => void): () => void {
      const watcher = { key: hash(secret), end };
      watchers.add(watcher);
      return () => void watchers.delete(watcher);
    },
    logout(secret: string | undefined): void {
      if (secret === undefined) return;
      const key = hash(secret);
      sessions.delete(key);
      for (const watcher of watchers) if (watcher.key === key) watcher.end();
    },
  };
}
