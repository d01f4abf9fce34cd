import { CloseButton, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';

type SearchInputProps = {
  /** What is searched, e.g. `Search by key`. */
  label: string;
  placeholder: string;
  value: string;
  onChange: (value: string) => void;
};

/** Narrows a table while someone types; the key `/` leads to it. */
export function SearchInput({ label, placeholder, value, onChange }: SearchInputProps) {
  return (
    <TextInput
      aria-label={label}
      placeholder={placeholder}
      leftSection={<IconSearch size={16} />}
      rightSection={
        value && <CloseButton size="sm" aria-label="Clear the search" onClick={() => onChange('')} />
      }
      value={value}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
      flex={1}
      miw={200}
      maw={380}
      dir="auto"
      spellCheck={false}
      data-shortcut="search"
    />
  );
}
