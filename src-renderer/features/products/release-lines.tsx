import { Button, Group, Tabs, Text, Tooltip } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPencil, IconPlus, IconUpload } from '@tabler/icons-react';
import { useSearchParams } from 'react-router';
import type { BranchView, ProductView, ReleaseView } from '../../../shared/model/views.ts';
import { formatNumber } from '../../lib/format.ts';
import { DEFAULT_LINE } from '../../lib/words.ts';
import { BranchForm } from './branch-form.tsx';
import { DeleteBranch } from './delete-branch.tsx';
import classes from './release-lines.module.css';
import { ReleaseTable } from './release-table.tsx';

type ReleaseLinesProps = {
  product: ProductView;
  branches: readonly BranchView[];
  releases: readonly ReleaseView[];
  /** The branch that is shown; empty = the default line. */
  branch: string;
  onChoose: () => void;
};

/** The releases of a product, one line at a time. */
export function ReleaseLines({ product, branches, releases, branch, onChoose }: ReleaseLinesProps) {
  const [, setSearch] = useSearchParams();
  const [creating, { open, close }] = useDisclosure(false);
  const [renaming, rename] = useDisclosure(false);
  const show = (name: string) => setSearch(name ? { branch: name } : {}, { replace: true });
  const lines = ['', ...branches.map(({ name }) => name)];
  const count = (name: string) => releases.filter((release) => (release.branch ?? '') === name).length;
  const shown = releases.filter((release) => (release.branch ?? '') === branch);
  return (
    <section aria-label="Releases">
      <Tabs
        value={tab(branch)}
        onChange={(value) => show(value?.slice(1) ?? '')}
        keepMounted={false}
        activateTabWithKeyboard={false}
      >
        <Group justify="space-between" wrap="nowrap" className={classes.bar}>
          <Tabs.List className={classes.tabs}>
            {lines.map((name) => (
              <Tooltip key={name} label={<bdi>{name}</bdi>} disabled={name.length < 24}>
                <Tabs.Tab value={tab(name)} className={classes.tab}>
                  <bdi className={classes.name}>{name || DEFAULT_LINE}</bdi>{' '}
                  <Text span size="sm" c="dimmed" className={classes.count}>
                    {formatNumber(count(name))}
                  </Text>
                </Tabs.Tab>
              </Tooltip>
            ))}
          </Tabs.List>
          <Group gap={4} wrap="nowrap" className={classes.tools}>
            {branch && (
              <>
                <Button
                  size="xs"
                  variant="subtle"
                  leftSection={<IconPencil size={16} />}
                  onClick={rename.open}
                  aria-label="Rename branch"
                >
                  Rename
                </Button>
                <DeleteBranch
                  product={product}
                  branch={branch}
                  releases={count(branch)}
                  onDeleted={() => show('')}
                />
              </>
            )}
            <Button size="xs" variant="subtle" leftSection={<IconPlus size={16} />} onClick={open}>
              New branch
            </Button>
          </Group>
        </Group>
        <Tabs.Panel value={tab(branch)} pt="sm">
          {shown.length > 0 ? (
            <>
              <ReleaseTable product={product} releases={shown} />
              <Text size="sm" c="dimmed" mt="sm">
                Drop files anywhere on this page to publish more.
              </Text>
            </>
          ) : (
            <button type="button" className={classes.drop} onClick={onChoose}>
              <IconUpload size={28} stroke={1.5} aria-hidden />
              <Text fw={550}>Drop files anywhere on this page, or choose them</Text>
              <Text size="sm" c="dimmed">
                {branch ? 'This branch' : 'The default line'} has no releases yet. The version is read from
                the file; you can change it before anything is published.
              </Text>
            </button>
          )}
        </Tabs.Panel>
      </Tabs>
      <BranchForm product={product} opened={creating} onClose={close} onSaved={show} />
      <BranchForm product={product} branch={branch} opened={renaming} onClose={rename.close} onSaved={show} />
    </section>
  );
}

/** A tab needs a value, and the default line has no name. */
const tab = (branch: string): string => `/${branch}`;
