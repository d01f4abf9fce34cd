import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { copyText } from '../lib/copy-text.ts';
import { tellError, tellRefused } from './toast.tsx';

type CopyProps = {
  /** What is copied, or how to get it. */
  value: string | (() => Promise<string>);
  /** What the button does, e.g. `Copy the address`. */
  label: string;
  /** Shown as a button with these words instead of an icon. */
  text?: string;
  size?: 'xs' | 'sm' | 'md';
};

/** Copies something, and says for a moment that it did. */
export function CopyButton({ value, label, text, size = 'sm' }: CopyProps) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 1_500);
    return () => clearTimeout(timer);
  }, [copied]);

  const copy = async () => {
    try {
      const content = typeof value === 'string' ? value : await value();
      if (await copyText(content)) setCopied(true);
      else tellRefused('Nothing was copied', 'This window may not use the clipboard.');
    } catch (error) {
      tellError('Nothing was copied', error);
    }
  };
  const icon = copied ? <IconCheck size={16} /> : <IconCopy size={16} />;
  if (text !== undefined)
    return (
      <Button
        size={size}
        variant="default"
        leftSection={icon}
        onClick={() => void copy()}
        aria-label={copied ? 'Copied' : `${text}: ${label}`}
      >
        {copied ? 'Copied' : text}
      </Button>
    );
  return (
    <Tooltip label={copied ? 'Copied' : label}>
      <ActionIcon
        size={size === 'md' ? 'lg' : 'md'}
        variant="subtle"
        color={copied ? 'teal' : 'gray'}
        aria-label={copied ? 'Copied' : label}
        onClick={() => void copy()}
      >
        {icon}
      </ActionIcon>
    </Tooltip>
  );
}
