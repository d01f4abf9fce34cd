import { Button, Group, Select, Skeleton, Stack, Tabs, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconPlugConnected } from '@tabler/icons-react';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { valueOf } from '../../api/api-error.ts';
import { useConnection } from '../../api/connection-context.tsx';
import { Page } from '../../components/page.tsx';
import { Nothing } from '../../components/states.tsx';
import { KEY_PLACEHOLDER } from '../../lib/client-lines.ts';
import { withChanges } from '../../lib/search-params.ts';
import classes from './connect-page.module.css';
import { SnippetPart } from './snippet-part.tsx';
import { snippets } from './snippets/index.ts';
import { useTarget } from './use-target.ts';

/** What a licence is looked for by: a whole key, or its first or last group. */
const KEY_PART = /^[\x21-\x7e]{4,256}$/;

/** Ready lines for every kind of client, with this server's address and the ids, key and public key that they need. */
export function ConnectPage() {
  const [search, setSearch] = useSearchParams();
  const { invoke } = useConnection();
  const choose = (changes: Record<string, string | null>) =>
    setSearch(withChanges(search, changes), { replace: true });
  const [typed, setTyped] = useState('');
  const [term] = useDebouncedValue(typed.trim(), 200);
  const chosen = useTarget({
    search: KEY_PART.test(term) ? term : '',
    product: search.get('product'),
    license: search.get('license'),
    file: search.get('file'),
  });
  const client = snippets.find(({ id }) => id === search.get('client')) ?? snippets[0]!;
  if (!chosen)
    return (
      <Page title="Connect a client">
        <Skeleton height={320} />
      </Page>
    );
  const { products, licenses, found, files, product, license, file, target } = chosen;
  if (!product)
    return (
      <Page title="Connect a client">
        <Nothing
          icon={<IconPlugConnected size={32} stroke={1.5} />}
          title="Nothing to connect to yet"
          action={
            <Button component={Link} to="/products">
              Go to the products
            </Button>
          }
        >
          Create a product and publish a file; the lines for its clients stand here then.
        </Nothing>
      </Page>
    );
  /** The lines with the whole key, which gets into them only when they are copied. */
  const whole = async (part: number) => {
    if (!target) return '';
    const key = license ? valueOf(await invoke('licenses.show', { license: license.id })).key : target.key;
    return client.parts({ ...target, key })[part]!.text;
  };
  return (
    <Page title="Connect a client">
      <Group gap="sm" align="flex-end" mb="md">
        <Select
          label="Product"
          data={products.map(({ id, name }) => ({ value: id, label: name }))}
          value={product.id}
          onChange={(id) => choose({ product: id, license: null, file: null })}
          allowDeselect={false}
          searchable
          w={220}
        />
        <Select
          label="Licence"
          placeholder="No licence yet"
          data={licenses.map(({ id, keyHint, customers }) => ({
            value: id,
            label: customers[0] ? `${keyHint} (${customers[0].name})` : keyHint,
          }))}
          value={license?.id ?? null}
          onChange={(id) => choose({ license: id })}
          allowDeselect={false}
          disabled={licenses.length === 0}
          searchable
          filter={({ options, search: label }) =>
            options.filter(
              (option) =>
                'value' in option &&
                (found.has(option.value) || option.label.toLowerCase().includes(label.trim().toLowerCase())),
            )
          }
          onSearchChange={setTyped}
          nothingFoundMessage="No such licence"
          w={260}
        />
        <Select
          label="Release"
          placeholder="Nothing published yet"
          data={files.map(({ id, label }) => ({ value: id, label }))}
          value={file?.id ?? null}
          onChange={(id) => choose({ file: id })}
          allowDeselect={false}
          disabled={files.length === 0}
          searchable
          w={280}
        />
      </Group>
      {target ? (
        <Tabs
          orientation="vertical"
          value={client.id}
          onChange={(id) => choose({ client: id })}
          className={classes.tabs}
        >
          <Tabs.List aria-label="Clients">
            {snippets.map(({ id, title }) => (
              <Tabs.Tab key={id} value={id} classNames={{ tabLabel: classes.label }}>
                {title}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <Tabs.Panel value={client.id} pl="lg" className={classes.panel}>
            <Stack gap="md">
              <Text size="sm">{client.about}</Text>
              {client.parts(target).map(({ title, text }, index) => (
                <SnippetPart
                  key={title}
                  title={title}
                  text={license ? text.replaceAll(KEY_PLACEHOLDER, license.keyHint) : text}
                  copy={() => whole(index)}
                />
              ))}
              <Text size="xs" c="dimmed">
                {license
                  ? 'The key is shortened here; what is copied has all of it.'
                  : `${KEY_PLACEHOLDER} stands for the key of a licence of this product.`}
                {target.api.startsWith('https:') &&
                  ' A client must trust the certificate of this server: see HTTPS on the Overview.'}
              </Text>
            </Stack>
          </Tabs.Panel>
        </Tabs>
      ) : (
        <Text size="sm">The server listens nowhere, so there is nothing to connect to.</Text>
      )}
    </Page>
  );
}
