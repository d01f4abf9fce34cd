import { z } from 'zod';
import type { Reply } from './reply.ts';

/** Why the server does not run, or runs without its network. */
export const DesktopProblem = z.object({
  kind: z.enum(['folder', 'network', 'crash']),
  code: z.string().describe('e.g. missing, newer, corrupt, in_use, EADDRINUSE'),
  message: z.string().describe('what is wrong and what to do'),
});
export type DesktopProblem = z.infer<typeof DesktopProblem>;

/** What only the desktop app knows of itself. Its window shows it even when no server runs. */
export const DesktopStatus = z.object({
  state: z
    .enum(['starting', 'running', 'restarting', 'failed', 'stopping'])
    .describe(
      'restarting = after a crash; failed = until the problem is solved; stopping = downloads may end',
    ),
  problem: DesktopProblem.nullable().describe('a network problem leaves the state at running'),
  platform: z.enum(['linux', 'mac', 'windows']),
  dataFolder: z.string(),
  network: z.object({
    lan: z.boolean().describe('whether other machines may connect'),
    port: z.int().describe('the port that is bound, or should be'),
    addresses: z
      .array(z.string())
      .describe('base URLs that clients use, best first; none when nothing listens'),
    firewallHint: z.string().nullable().describe('what this system wants before others get through'),
    firewallLink: z.url().nullable(),
  }),
  keySlot: z.object({
    kind: z
      .enum(['keychain', 'file'])
      .nullable()
      .describe('where the master key lies; null until it is known'),
    keyFile: z.boolean().describe('whether there is a key file, which the command line needs'),
    reason: z.string().nullable().describe('why it lies in a file and not in the keychain'),
  }),
  power: z.object({
    keepAwake: z.boolean().describe('the choice: keep this machine awake while serving'),
    active: z.boolean().describe('whether it is kept awake right now'),
    slept: z
      .object({ from: z.iso.datetime(), to: z.iso.datetime() })
      .nullable()
      .describe('when it last slept all the same, so that nothing was served'),
  }),
});
export type DesktopStatus = z.infer<typeof DesktopStatus>;

const none = z.strictObject({});

/**
 * What the desktop's main process does itself, whether or not a server runs. The channels exist on the bridge alone
 * and are called like those of the contract.
 */
export const desktopContract = {
  'desktop.status': { input: none, output: DesktopStatus },
  'desktop.listen': {
    input: z.strictObject({ lan: z.boolean(), port: z.int().min(1).max(65_535) }),
    output: DesktopStatus,
  },
  'desktop.keepAwake': { input: z.strictObject({ on: z.boolean() }), output: DesktopStatus },
  'desktop.addKeyFile': { input: none, output: DesktopStatus },
  'desktop.retry': { input: none, output: DesktopStatus },
  'desktop.createFolder': { input: none, output: DesktopStatus },
  'desktop.showFolder': { input: none, output: z.object({ shown: z.boolean() }) },
  'desktop.chooseFolder': {
    input: none,
    output: z.object({ chosen: z.string().nullable().describe('the app starts again with it') }),
  },
  'desktop.openLink': {
    input: z.strictObject({ url: z.string() }),
    output: z.object({ opened: z.boolean() }),
  },
} as const satisfies Record<string, { input: z.ZodType; output: z.ZodType }>;

export type DesktopChannel = keyof typeof desktopContract;
export type DesktopInput<C extends DesktopChannel> = z.input<(typeof desktopContract)[C]['input']>;
export type DesktopParsed<C extends DesktopChannel> = z.output<(typeof desktopContract)[C]['input']>;
export type DesktopOutput<C extends DesktopChannel> = z.output<(typeof desktopContract)[C]['output']>;
export type DesktopInvoke = <C extends DesktopChannel>(
  channel: C,
  input: DesktopInput<C>,
) => Promise<Reply<DesktopOutput<C>>>;

/** What the main process tells its window: its status, whenever that changes. */
export type DesktopEventName = 'desktop';
