import { parse } from 'csv-parse/sync';
import type { Audit, Scene } from './audit.ts';

/** What licences, releases, settings and seats are now, by the subjects of the ledger. */
async function stateOf({ shop, db }: Scene): Promise<ReadonlyMap<string, string>> {
  const server = shop.server();
  const { product, crowded } = shop.counter();
  const state = new Map<string, string>();
  let text = '';
  let after: string | undefined;
  do {
    const part = await server.call('records.export', { format: 'csv', kind: 'licenses', after });
    text += part.content;
    after = part.next ?? undefined;
  } while (after !== undefined);
  for (const row of parse<Record<string, string>>(text, { columns: true, bom: true })) {
    const status =
      row['revoked'] === 'true' ? 'revoked' : row['suspended'] === 'true' ? 'suspended' : 'active';
    state.set(`license ${row['key']}`, status);
  }
  for (const { version, status, files } of await server.call('releases.list', { product }))
    if (status === 'PUBLISHED' && files[0]) state.set(`release ${version}`, files[0].sha256);
  for (const { key, value } of await server.call('settings.list', {}))
    state.set(`setting ${key}`, JSON.stringify(value));
  const { id } = await server.call('licenses.show', { license: crowded });
  const seats = db.prepare<[string], { kind: string; identifier: string }>(
    'SELECT kind, identifier FROM devices WHERE license_id = ? AND forgotten_at IS NULL',
  );
  for (const { kind, identifier } of seats.all(id)) state.set(`seat ${kind} ${identifier}`, 'taken');
  return state;
}

/** Everything that was acknowledged is there, and nothing that was acknowledged as deleted has come back. */
export const acknowledged: Audit = async (scene) => {
  const state = await stateOf(scene);
  return [...scene.ledger].flatMap(([subject, values]) => {
    const found = state.get(subject) ?? null;
    if (values.has(found) || (subject.startsWith('setting') && values.has(null))) return [];
    return [
      `${subject} is ${found ?? 'not there'}, and should be ${[...values].map((one) => one ?? 'not there').join(' or ')}`,
    ];
  });
};
