import { Alert, Button, Group } from '@mantine/core';
import type { ReactNode } from 'react';

type Props = {
  /** What is wrong with the form as a whole. */
  error: ReactNode;
  onCancel: () => void;
  /** What the button that submits says. */
  submit: string;
  pending: boolean;
  /** Nothing can be submitted yet. */
  disabled?: boolean;
};

/** The end of a form in a dialog: what is wrong with it as a whole, and its two buttons. */
export function FormFooter({ error, onCancel, submit, pending, disabled = false }: Props) {
  return (
    <>
      {error && (
        <Alert color="red" role="alert">
          {error}
        </Alert>
      )}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onCancel}>
          Cancel
        </Button>
        <Button type="submit" loading={pending} disabled={disabled}>
          {submit}
        </Button>
      </Group>
    </>
  );
}
