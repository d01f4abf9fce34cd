import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Channel, channelDefinition, contract, events } from '../../../shared/contract.ts';

const channels = Object.keys(contract) as Channel[];

/** Channels that only look, one that stops what has changed nothing yet, and one that takes what changes nothing by itself. */
const reading =
  /(\.(list|search|show|get|status|export)|\.listTokens|^console\.token|^tls\.ca|^transfers\.cancel|^records\.hold)$/;

/** All property names in a JSON schema. */
const namesIn = (schema: unknown): string[] =>
  typeof schema !== 'object' || schema === null
    ? []
    : Object.entries(schema).flatMap(([name, value]) => [
        ...(name === 'properties' ? Object.keys(value as object) : []),
        ...namesIn(value),
      ]);

describe('the contract', () => {
  it.each(channels)('says of %s what it changes, unless it only reads', (channel) => {
    const { changes } = channelDefinition(channel);
    if (reading.test(channel)) expect(changes).toBeUndefined();
    else expect(changes?.length).toBeGreaterThan(0);
  });

  it.each(channels)('refuses what %s does not know', (channel) => {
    const { input } = channelDefinition(channel);
    expect(input.safeParse({ surprise: true }).success).toBe(false);
    expect(input.safeParse(null).success).toBe(false);
    expect(input.safeParse([]).success).toBe(false);
  });

  it.each(channels)('hands out no private key through %s', (channel) => {
    const schema = z.toJSONSchema(channelDefinition(channel).output);
    for (const name of namesIn(schema)) expect(name).not.toMatch(/private|master|sealed|hash|lookup/i);
  });

  it('keeps every channel that takes a path on this machine', () => {
    const withPath = channels.filter((channel) =>
      namesIn(z.toJSONSchema(channelDefinition(channel).input, { io: 'input' })).includes('path'),
    );
    expect(withPath).toContain('releases.publish');
    for (const channel of withPath) expect(channelDefinition(channel).local, channel).toBe(true);
  });

  it('hands out whole licence keys only where one licence is asked for or made', () => {
    const whole = channels.filter((channel) =>
      namesIn(z.toJSONSchema(channelDefinition(channel).output)).includes('key'),
    );
    const lists = whole.filter((channel) => channel.endsWith('.list'));
    // The name of a setting, and of a pair of metadata.
    expect(lists).toEqual(['settings.list', 'products.list', 'releases.list']);
    for (const channel of ['products.list', 'releases.list'] as const) {
      const [row] = [z.toJSONSchema(channelDefinition(channel).output)['items'] as { properties: object }];
      expect(Object.keys(row.properties)).toContain('metadata');
      expect(namesIn({ ...row.properties, metadata: {} })).not.toContain('key');
    }
  });

  it('has events whose payloads survive JSON', () => {
    for (const [name, schema] of Object.entries(events))
      expect(() => z.toJSONSchema(schema), name).not.toThrow();
  });
});
