import { Button } from '@mantine/core';
import { useState } from 'react';
import { useConfirm } from './confirm.tsx';
import { tellDone, tellError } from './toast.tsx';

type RevokeButtonProps = {
  /** What is revoked, e.g. `API key`. */
  what: string;
  /** Which one. */
  name: string;
  /** What follows from it. */
  message: React.ReactNode;
  onRevoke: () => Promise<unknown>;
};

/** Asks, and then revokes a key or a token for ever. */
export function RevokeButton({ what, name, message, onRevoke }: RevokeButtonProps) {
  const confirm = useConfirm();
  const [pending, setPending] = useState(false);
  const askAndRevoke = async () => {
    if (!(await confirm({ title: `Revoke the ${what}?`, message, action: 'Revoke' }))) return;
    setPending(true);
    try {
      await onRevoke();
      tellDone(`The ${what} is revoked.`);
    } catch (error) {
      tellError(`The ${what} was not revoked`, error);
    }
    setPending(false);
  };
  return (
    <Button
      size="xs"
      variant="default"
      loading={pending}
      onClick={() => void askAndRevoke()}
      aria-label={`Revoke ${name}`}
    >
      Revoke
    </Button>
  );
}
