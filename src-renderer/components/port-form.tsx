import { Button, Group, NumberInput } from '@mantine/core';
import { useState } from 'react';

type PortFormProps = { label: string; port: number; busy: boolean; onChange: (port: number) => void };

/** A port to listen on, changed when it is sent. */
export function PortForm({ label, port, busy, onChange }: PortFormProps) {
  const [typed, setTyped] = useState<number | string>(port);
  const isPort = typeof typed === 'number' && typed >= 1 && typed <= 65_535;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (isPort) onChange(typed);
      }}
    >
      <Group gap="xs" align="flex-end">
        <NumberInput
          label={label}
          size="xs"
          w={110}
          value={typed}
          onChange={setTyped}
          min={1}
          max={65_535}
          allowDecimal={false}
          allowNegative={false}
          thousandSeparator={false}
          error={!isPort}
        />
        {typed !== port && (
          <Button size="xs" type="submit" variant="default" loading={busy} disabled={!isPort}>
            Listen there
          </Button>
        )}
      </Group>
    </form>
  );
}
