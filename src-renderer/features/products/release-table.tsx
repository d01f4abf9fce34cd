import { Badge, Button, Group, Table, Text, UnstyledButton } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconChevronRight } from '@tabler/icons-react';
import { Fragment, useState } from 'react';
import type { ProductView, ReleaseView } from '../../../shared/model/views.ts';
import { Name } from '../../components/name.tsx';
import { Time } from '../../components/time.tsx';
import { formatBytes } from '../../lib/format.ts';
import { platformName } from '../../lib/words.ts';
import { DamageBadge } from './damage-badge.tsx';
import { ReleaseDetails } from './release-details.tsx';
import { ReleaseMenu } from './release-menu.tsx';
import { ReleaseStanding } from './release-standing.tsx';
import classes from './release-table.module.css';

/** So many releases are shown before someone asks for more. */
const PAGE = 50;

/** The releases of one line, newest first; each opens to what else there is to know. */
export function ReleaseTable({
  product,
  releases,
}: {
  product: ProductView;
  releases: readonly ReleaseView[];
}) {
  const [shown, setShown] = useState(PAGE);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  // A hidden column would still count for the cell that spans them all.
  const roomy = useMediaQuery('(min-width: 1100px)', true, { getInitialValueInEffect: false });
  const toggle = (id: string) =>
    setOpen(new Set(open.has(id) ? [...open].filter((each) => each !== id) : [...open, id]));
  return (
    <>
      <Table layout="fixed" verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Version</Table.Th>
            <Table.Th w={120}>Status</Table.Th>
            <Table.Th w="38%">Files</Table.Th>
            {roomy && <Table.Th w={134}>Created</Table.Th>}
            <Table.Th w={52}>
              <span className={classes.hidden}>Actions</span>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {releases.slice(0, shown).map((release) => (
            <Fragment key={release.id}>
              <Table.Tr data-open={open.has(release.id) || undefined} className={classes.row}>
                <Table.Td>
                  <UnstyledButton
                    className={classes.version}
                    aria-expanded={open.has(release.id)}
                    onClick={() => toggle(release.id)}
                  >
                    <IconChevronRight size={16} className={classes.chevron} aria-hidden />
                    <Name fw={550}>{release.version}</Name>
                    {release.latest && (
                      <Badge size="sm" variant="filled" className={classes.badge}>
                        Latest
                      </Badge>
                    )}
                    {release.rolloutPercent < 100 && (
                      <Badge size="sm" variant="outline" className={classes.badge}>
                        {release.rolloutPercent} %
                      </Badge>
                    )}
                  </UnstyledButton>
                </Table.Td>
                <Table.Td>
                  <ReleaseStanding release={release} />
                </Table.Td>
                <Table.Td>
                  <Files release={release} />
                </Table.Td>
                {roomy && (
                  <Table.Td c="dimmed">
                    <Time value={release.createdAt} />
                  </Table.Td>
                )}
                <Table.Td>
                  <ReleaseMenu release={release} />
                </Table.Td>
              </Table.Tr>
              {open.has(release.id) && (
                <Table.Tr>
                  <Table.Td colSpan={roomy ? 5 : 4} className={classes.details}>
                    <ReleaseDetails product={product} release={release} />
                  </Table.Td>
                </Table.Tr>
              )}
            </Fragment>
          ))}
        </Table.Tbody>
      </Table>
      {releases.length > shown && (
        <Group justify="center" mt="sm">
          <Button variant="default" size="xs" onClick={() => setShown(shown + PAGE)}>
            Show more releases
          </Button>
        </Group>
      )}
    </>
  );
}

function Files({ release: { files, licenses } }: { release: ReleaseView }) {
  if (files.length === 0)
    return (
      <Text size="sm" c="dimmed">
        no file
      </Text>
    );
  const bad = files.find(({ damage }) => damage !== null);
  const size = files.reduce((sum, file) => sum + file.size, 0);
  const what = files.map(({ platform }) => platformName(platform)).join(', ');
  return (
    <>
      <Group gap={6} wrap="nowrap">
        <Name>{files.length === 1 ? files[0]!.name : `${files.length} files`}</Name>
        {bad?.damage && <DamageBadge damage={bad.damage} />}
      </Group>
      <Text size="xs" c="dimmed" component="div">
        <Name>{`${formatBytes(size)} · ${what}${licenses.length > 0 ? ' · reserved' : ''}`}</Name>
      </Text>
    </>
  );
}
