import { describe, expect, it } from 'vitest';
import { readRow } from '../../../src-main/transfer/read-row.ts';

/** How one licence is read: bad, or in what way it cannot be used. */
function read(cells: Record<string, unknown>): 'bad' | Record<string, unknown> {
  const found = readRow('licenses', [['key', 'ABCD-1'] as const, ...Object.entries(cells)], () => false);
  return 'value' in found ? (found.value as Record<string, unknown>) : 'bad';
}
const bad = (cells: Record<string, unknown>) =>
  it(`reads ${JSON.stringify(cells)}`, () => expect(read(cells)).toBe('bad'));
const good = (cells: Record<string, unknown>) =>
  it(`reads ${JSON.stringify(cells)}`, () => expect(read(cells)).toMatchObject({ key: 'ABCD-1' }));

describe('a word that counts excuses no restriction', () => {
  for (const [column, value] of [
    ...[
      ['current_state', 'revoked_'],
      ['last_state', 'revoked_'],
      ['last_revoked_at', '2020-01-01'],
    ],
    ...[
      ['first_blocked', 'yes'],
      ['current_period_end', '2020-01-01'],
      ['last_valid_day', '2020-01-01'],
    ],
    ...[
      ['total_days', 10],
      ['total_seats', 1],
      ['seats_total', '1'],
      ['seat_count', 1],
    ],
  ] as [string, unknown][])
    bad({ [column]: value });
  for (const [column, value] of [
    ...[
      ['lastActiveAt', '2024-01-01'],
      ['totalActivations', 3],
      ['totalDeactivations', 1],
    ],
    ...[
      ['times_activated', 3],
      ['activation_count', '2'],
      ['current_activations', 2],
      ['last_used', '2020-01-01'],
    ],
  ] as [string, unknown][])
    good({ [column]: value });
});

describe('no to a good word restricts', () => {
  for (const [column, no] of [
    ...[
      ['active_flag', 'N'],
      ['is_valid_license', false],
      ['valid_license', 'false'],
      ['active_license', 'no'],
    ],
    ...[
      ['active_subscription', 'no'],
      ['hasActiveSubscription', 'no'],
      ['currently_active', 'no'],
    ],
    ...[
      ['is_live', 'no'],
      ['approved', 0],
      ['is_entitled', '0'],
      ['published', 0],
      ['published', '0'],
    ],
    ...[
      ['activeyn', 'N'],
      ['active_in_shop', 'no'],
    ],
  ] as [string, unknown][]) {
    bad({ [column]: no });
    good({ [column]: typeof no === 'number' ? 1 : no === '0' ? '1' : 'yes' });
  }
});

describe('a word of the end', () => {
  for (const column of [
    ...[
      'exp',
      'exp_date',
      'Exp. Date',
      'expdate',
      'not_after',
      'notafter',
      'ended_at',
      'subscription_ended_at',
    ],
    ...['paid_through', 'good_thru', 'publish_down', 'enddate', 'ENDDATE', 'endsat', 'subscriptionend'],
  ])
    it(`is ${column}`, () =>
      expect(read({ [column]: '2020-01-01' })).toMatchObject({ expirationDate: 1_577_836_800_000 }));
  for (const column of ['ended', 'lapsed'])
    it(`is ${column}`, () => expect(read({ [column]: '2020-01-01' })).toMatchObject({ expired: true }));
  for (const column of ['renews_at', 'termend', 'publish_up']) bad({ [column]: '2020-01-01' });
});

describe('a name in one word', () => {
  for (const column of [
    ...[
      'notbefore',
      'startsat',
      'maxusers',
      'maxinstances',
      'seatcount',
      'numseats',
      'leaseduration',
      'termend',
    ],
    ...['statustext', 'statuscode', 'blockedflag', 'isbannedflag', 'banneduntil', 'bannedby', 'archivedat'],
    ...['activationstate', 'statut', 'estado', 'stato', 'gesperrt', 'Ablaufdatum'],
  ])
    bad({ [column]: '2020' });
  for (const column of [
    ...[
      'colour',
      'urban',
      'endpoint',
      'minutes',
      'holder',
      'friend',
      'weekend',
      'admin',
      'bandwidth',
      'country',
    ],
    ...['order_number', 'notes2', 'capital', 'export', 'release', 'clock', 'created_by', 'invoice', 'amount'],
  ])
    good({ [column]: 'something' });
});

describe('a status', () => {
  for (const status of ['!active', 'не active', '✗ active', 'active?', 'ａctive']) bad({ status });
  it('is found under full-width letters', () =>
    expect(read({ Ｓｔａｔｕｓ: 'revoked' })).toMatchObject({ revoked: true }));
});

describe('a column whose name cannot be read', () => {
  for (const column of ['gültig bis', 'Статус', '', ' ', '!active', '✗ active', 'не active'])
    bad({ [column]: 'yes' });
  good({ Статус: '', '': null });
});

describe('what is nested', () => {
  bad({ license: { status: 'revoked' } });
  bad({ license: { status: 'pending' } });
  bad({ details: { revoked: true, expiresAt: '2020-01-01' } });
  bad({ details: { expiresAt: '2099-01-01' } });
  bad({ details: '{"revoked":true}' });
  bad({ meta: { status: 'SUSPENDED' } });
  bad({ events: [{ type: 'x' }, { more: { max_users: 3 } }] });
  good({ order: { id: 5, status: 'completed', total: '9.00' }, tags: ['a', 'b'] });
});

describe('user_locked', () => {
  bad({ user_locked: 'yes' });
  good({ userLocked: true, serverSyncInterval: 3600 });
});

it('has a limit in what WooCommerce API Manager sold', () => {
  expect(read({ activations_purchased_total: 3, activations_purchased: '1' })).toMatchObject({ seats: 1 });
});
