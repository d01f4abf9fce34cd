import { useNow } from '../lib/use-now.ts';
import { Time } from './time.tsx';

type Credential = { revokedAt: string | null; expiresAt: string | null };

/** Whether a key or a token is good, and until when. */
export function CredentialStanding({ of: { revokedAt, expiresAt } }: { of: Credential }) {
  const now = useNow();
  if (revokedAt !== null) return <>Revoked</>;
  if (expiresAt === null) return <>Valid</>;
  return (
    <>
      {Date.parse(expiresAt) <= now ? 'Expired' : 'Valid until'} <Time value={expiresAt} as="date" />
    </>
  );
}
