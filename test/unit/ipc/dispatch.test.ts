import { describe, expect, it } from 'vitest';
import { refusalWords } from '../../../shared/refusals.ts';
import { Refusal } from '../../../src-main/domain/refusal.ts';
import { createDispatch, type Handlers } from '../../../src-main/ipc/dispatch.ts';

const PRODUCT = {
  ...{ id: '3e8aa7eb-d175-446d-bc40-282209fd8360', number: 1, name: 'Compass', url: null },
  metadata: [],
  ...{ createdAt: '2026-06-01T12:00:00.000Z', updatedAt: '2026-06-01T12:00:00.000Z' },
};

/** The door of the contract with some handlers behind it, and what its observer heard. */
function door(handlers: Partial<Handlers>) {
  const changed: (readonly string[])[] = [];
  const faults: { error: unknown; channel: string }[] = [];
  const dispatch = createDispatch(handlers as Handlers, {
    onChanged: (areas) => changed.push(areas),
    onFault: (error, channel) => faults.push({ error, channel }),
  });
  return { dispatch, changed, faults };
}

describe('a call', () => {
  it('is answered with what its handler returns, for parsed input', async () => {
    const inputs: unknown[] = [];
    const { dispatch, changed } = door({
      'products.create': (input) => {
        inputs.push(input);
        return PRODUCT;
      },
    });
    expect(await dispatch('products.create', { name: '  Compass ' }, 'remote')).toEqual({
      ok: true,
      value: PRODUCT,
    });
    expect(inputs).toEqual([{ name: 'Compass' }]);
    expect(changed).toEqual([['products']]);
  });

  it('that only reads changes nothing', async () => {
    const { dispatch, changed } = door({ 'products.list': () => [PRODUCT] });
    expect(await dispatch('products.list', {}, 'remote')).toEqual({ ok: true, value: [PRODUCT] });
    expect(changed).toEqual([]);
  });

  it('hands out only what the contract names', async () => {
    const leaky = { ...PRODUCT, privateKey: 'secret' };
    const { dispatch } = door({ 'products.show': () => leaky });
    const reply = await dispatch('products.show', { product: '1' }, 'local');
    expect(JSON.stringify(reply)).not.toContain('secret');
    expect(reply).toEqual({ ok: true, value: PRODUCT });
  });

  it('may be answered later', async () => {
    const { dispatch } = door({
      'releases.delete': () => Promise.reject(new Refusal('release_not_found')),
    });
    expect(await dispatch('releases.delete', { id: PRODUCT.id }, 'remote')).toMatchObject({
      ok: false,
      error: { code: 'release_not_found' },
    });
  });
});

describe('a call is refused', () => {
  it.each(['nope', '', '__proto__', 'constructor', 'toString', 'hasOwnProperty', 'PRODUCTS.LIST'])(
    'on the channel "%s", which does not exist',
    async (channel) => {
      const { dispatch, faults } = door({});
      expect(await dispatch(channel, {}, 'local')).toEqual({
        ok: false,
        error: { code: 'unknown_channel', message: `There is no channel "${channel}".` },
      });
      expect(faults).toEqual([]);
    },
  );

  it('with every field that is wrong', async () => {
    const { dispatch } = door({});
    const reply = await dispatch(
      'products.create',
      { name: '', number: 0, metadata: [{ key: 'k' }], colour: 'red' },
      'local',
    );
    expect(reply).toMatchObject({ ok: false, error: { code: 'invalid_input' } });
    const fields = reply.ok ? [] : (reply.error.fields ?? []);
    expect(fields.map(({ path }) => path)).toEqual(['name', 'number', 'metadata.0.value', '']);
    expect(fields[0]?.message).toBe('must not be empty');
    expect(reply.ok ? '' : reply.error.message).toContain('name: must not be empty; number: ');
  });

  it.each([undefined, null, 'text', 7, [], { name: 'x', __proto__: { url: 7 }, extra: 1 }])(
    'when its input is %j',
    async (input) => {
      const { dispatch } = door({ 'products.create': () => PRODUCT });
      expect(await dispatch('products.create', input, 'local')).toMatchObject({
        ok: false,
        error: { code: 'invalid_input' },
      });
    },
  );

  it('in the words of the refusal, or in words of its own', async () => {
    const { dispatch, changed, faults } = door({
      'products.show': () => {
        throw new Refusal('product_not_found');
      },
      'products.delete': () => {
        throw new Refusal('product_in_use', { message: 'Compass still has releases.' });
      },
    });
    expect(await dispatch('products.show', { product: '1' }, 'local')).toEqual({
      ok: false,
      error: { code: 'product_not_found', message: refusalWords.product_not_found },
    });
    expect(await dispatch('products.delete', { product: '1' }, 'local')).toEqual({
      ok: false,
      error: { code: 'product_in_use', message: 'Compass still has releases.' },
    });
    expect(changed).toEqual([]);
    expect(faults).toEqual([]);
  });

  it.each(['releases.publish', 'console.token'])(
    'from afar on %s, which belongs to this machine',
    async (channel) => {
      const { dispatch } = door({ 'console.token': () => ({ url: 'http://127.0.0.1/' }) });
      const input = { path: '/etc/passwd', product: '1', version: '1.0' };
      for (const sent of [input, {}])
        expect(await dispatch(channel, sent, 'remote')).toMatchObject({
          ok: false,
          error: { code: 'channel_not_available' },
        });
    },
  );
});

describe('a fault', () => {
  it('is told to the log and not to the caller', async () => {
    const error = new Error('SELECT failed at /home/vendor/lanyard.db');
    const { dispatch, changed, faults } = door({
      'products.create': () => {
        throw error;
      },
    });
    expect(await dispatch('products.create', { name: 'Compass' }, 'remote')).toEqual({
      ok: false,
      error: { code: 'fault', message: 'Something went wrong inside Lanyard. Its log has the details.' },
    });
    expect(faults).toEqual([{ error, channel: 'products.create' }]);
    expect(changed).toEqual([]);
  });

  it('is an answer that the contract does not allow', async () => {
    const { dispatch, faults } = door({ 'products.list': () => [{ ...PRODUCT, number: 'one' as never }] });
    expect(await dispatch('products.list', {}, 'local')).toMatchObject({ error: { code: 'fault' } });
    expect(faults).toHaveLength(1);
  });
});
