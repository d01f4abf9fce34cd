import { hashSecret, newSecret } from '../crypto/secrets.ts';

const MINUTE_MS = 60_000;
/** A login token that nobody used is good for this long, in milliseconds. */
const TOKEN_MS = 10 * MINUTE_MS;
/** A session that does nothing ends after this long, in milliseconds. */
const IDLE_MS = 12 * 60 * MINUTE_MS;
/** A session ends this long after its login whatever it does, in milliseconds: a cookie that was stolen is not good for ever. */
const SESSION_MS = 7 * 24 * 60 * MINUTE_MS;

export type ConsoleAccess = ReturnType<typeof createConsoleAccess>;

/**
 * Who may use the console: the newest login token is good once and is exchanged for a session. Both live in memory only, and
 * only as hashes, so that a restart ends them all.
 * @param now milliseconds of a clock that nobody sets
 */
export function createConsoleAccess(now: () => number) {
  let token: { hash: string; until: number } | null = null;
  const sessions = new Map<string, { idleUntil: number; until: number }>();
  const watchers = new Set<{ key: string; end: () => void }>();
  const hash = (secret: string) => hashSecret(secret).toString('hex');
  const sessionOf = (key: string) => {
    const session = sessions.get(key);
    if (session && session.idleUntil > now() && session.until > now()) return session;
    sessions.delete(key);
    return null;
  };
  return {
    /** Makes a login token. The one before is worth nothing from then on. */
    newToken(): string {
      const secret = newSecret();
      token = { hash: hash(secret), until: now() + TOKEN_MS };
      return secret;
    },
    /** Exchanges a token for a session's secret; null when it is unknown, used, too old or not the newest. */
    login(secret: string): string | null {
      if (token?.hash !== hash(secret)) return null;
      const good = token.until > now();
      token = null;
      if (!good) return null;
      const session = newSecret();
      sessions.set(hash(session), { idleUntil: now() + IDLE_MS, until: now() + SESSION_MS });
      return session;
    },
    /** Whether the secret is a session's, which then stays alive until its end. */
    isSession(secret: string | undefined): boolean {
      const session = secret === undefined ? null : sessionOf(hash(secret));
      if (session) session.idleUntil = now() + IDLE_MS;
      return session !== null;
    },
    /** Whether the secret is a session's, without keeping it alive. */
    isStillSession: (secret: string): boolean => sessionOf(hash(secret)) !== null,
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
