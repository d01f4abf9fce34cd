import { Text, type TextProps, Tooltip } from '@mantine/core';
import { useState } from 'react';

type NameProps = TextProps & { children: string };

/**
 * Text that people typed: kept apart from its surroundings whatever its direction, cut at the end of its place, and whole
 * in a tooltip where it was cut.
 */
export function Name({ children, ...props }: NameProps) {
  const [cut, setCut] = useState(false);
  return (
    <Tooltip label={<bdi>{children}</bdi>} disabled={!cut}>
      <Text
        component="span"
        display="block"
        dir="auto"
        truncate="end"
        inherit={props.size === undefined}
        {...props}
        onMouseEnter={({ currentTarget }) => setCut(currentTarget.scrollWidth > currentTarget.clientWidth)}
      >
        {children}
      </Text>
    </Tooltip>
  );
}
