import { Group, Select } from '@mantine/core';
import { LicenseStatus } from '../../../shared/model/enums.ts';
import { useChannel } from '../../api/use-channel.ts';
import { SearchInput } from '../../components/search-input.tsx';
import { licenseStatusWords } from '../../lib/words.ts';

const statuses = LicenseStatus.options.map((value) => ({ value, label: licenseStatusWords[value].label }));

type LicenseFiltersProps = {
  typed: string;
  onType: (typed: string) => void;
  status: LicenseStatus | undefined;
  product: string | undefined;
  onChange: (change: Record<string, string | null>) => void;
};

/** Finds a licence by its key and narrows the table. */
export function LicenseFilters({ typed, onType, status, product, onChange }: LicenseFiltersProps) {
  const products = useChannel('products.list', {});
  return (
    <Group gap="xs">
      <SearchInput
        label="Search by key"
        placeholder="Key, or its first or last group"
        value={typed}
        onChange={(value) => {
          onType(value);
          onChange({});
        }}
      />
      <Select
        aria-label="Status"
        placeholder="Every status"
        data={statuses}
        value={status ?? null}
        onChange={(next) => onChange({ status: next })}
        clearable
        w={150}
      />
      <Select
        aria-label="Product"
        placeholder="Every product"
        data={products.data?.map(({ id, name }) => ({ value: id, label: name })) ?? []}
        value={product ?? null}
        onChange={(next) => onChange({ product: next })}
        searchable
        clearable
        w={190}
      />
    </Group>
  );
}
