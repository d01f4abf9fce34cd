import { Button, Group, Pill, Select } from '@mantine/core';
import { Dialect, DownloadOutcome } from '../../../shared/model/enums.ts';
import { useChannel } from '../../api/use-channel.ts';
import { dialectWords, outcomeWords } from '../../lib/words.ts';
import type { DownloadFilter } from './download-log.ts';

const outcomes = DownloadOutcome.options.map((value) => ({ value, label: outcomeWords[value].label }));
const dialects = Dialect.options.map((value) => ({ value, label: dialectWords[value] }));

type FilterBarProps = { filter: DownloadFilter; onChange: (change: Record<string, string | null>) => void };

/** Chooses which rows are shown. */
export function FilterBar({ filter, onChange }: FilterBarProps) {
  const products = useChannel('products.list', {});
  const license = useChannel(
    'licenses.show',
    { license: filter.license ?? '' },
    { enabled: filter.license !== undefined },
  );
  const isFiltered = Object.values(filter).some(Boolean);
  return (
    <Group gap="xs">
      <Select
        aria-label="Outcome"
        placeholder="Every outcome"
        data={outcomes}
        value={filter.outcome ?? null}
        onChange={(outcome) => onChange({ outcome })}
        clearable
        w={156}
        data-shortcut="search"
      />
      <Select
        aria-label="Dialect"
        placeholder="Every dialect"
        data={dialects}
        value={filter.dialect ?? null}
        onChange={(dialect) => onChange({ dialect })}
        clearable
        w={156}
      />
      <Select
        aria-label="Product"
        placeholder="Every product"
        data={products.data?.map(({ id, name }) => ({ value: id, label: name })) ?? []}
        value={filter.product ?? null}
        onChange={(product) => onChange({ product })}
        searchable
        clearable
        w={190}
      />
      {filter.license && (
        <Pill size="lg" withRemoveButton onRemove={() => onChange({ license: null })}>
          Licence {license.data?.keyHint ?? '…'}
        </Pill>
      )}
      {isFiltered && (
        <Button
          variant="subtle"
          size="xs"
          onClick={() => onChange({ outcome: null, dialect: null, product: null, license: null })}
        >
          Show all
        </Button>
      )}
    </Group>
  );
}
