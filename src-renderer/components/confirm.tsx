import { Button, Group, Modal, Text } from '@mantine/core';
import { createContext, use, useCallback, useRef, useState } from 'react';

/** A question before something that cannot be taken back. */
export type Question = {
  title: string;
  message: React.ReactNode;
  /** The verb of the button that does it, e.g. `Delete`. */
  action: string;
};

type Confirm = (question: Question) => Promise<boolean>;

const ConfirmContext = createContext<Confirm>(() => Promise.resolve(false));

/** Asks a question and resolves to the answer. */
export const useConfirm = (): Confirm => use(ConfirmContext);

export function ConfirmProvider({ children }: { children: React.ReactNode }) {
  const [question, setQuestion] = useState<Question | null>(null);
  const [opened, setOpened] = useState(false);
  const answer = useRef<(yes: boolean) => void>(() => undefined);
  const ask = useCallback<Confirm>((next) => {
    answer.current(false);
    setQuestion(next);
    setOpened(true);
    return new Promise((resolve) => (answer.current = resolve));
  }, []);
  const close = (yes: boolean) => {
    setOpened(false);
    answer.current(yes);
  };
  return (
    <ConfirmContext value={ask}>
      {children}
      <Modal opened={opened} onClose={() => close(false)} title={question?.title} zIndex={400} size="md">
        <Text component="div" size="sm">
          {question?.message}
        </Text>
        <Group justify="flex-end" mt="lg" gap="xs">
          <Button variant="default" onClick={() => close(false)} data-autofocus>
            Cancel
          </Button>
          <Button color="red" onClick={() => close(true)}>
            {question?.action}
          </Button>
        </Group>
      </Modal>
    </ConfirmContext>
  );
}
