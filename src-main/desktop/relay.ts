import {
  type DesktopChannel,
  desktopContract,
  type DesktopOutput,
  type DesktopParsed,
} from '../../shared/desktop.ts';
import { refusalWords, type RefusalCode } from '../../shared/refusals.ts';
import type { Reply } from '../../shared/reply.ts';

/** One function per channel of the desktop, for parsed input. */
export type DesktopHandlers = {
  [C in DesktopChannel]: (input: DesktopParsed<C>) => DesktopOutput<C> | Promise<DesktopOutput<C>>;
};

export type Relay = (channel: unknown, input: unknown) => Promise<Reply<unknown>>;

/**
 * The window's one door: the desktop's own channels are answered here, all others by the server.
 * @param callServer which knows the contract, and refuses what is not in it
 */
export function createRelay(
  handlers: DesktopHandlers,
  callServer: (channel: string, input: unknown) => Promise<Reply<unknown>>,
): Relay {
  return async (channel, input) => {
    if (typeof channel !== 'string') return refused('unknown_channel');
    if (!Object.hasOwn(desktopContract, channel)) return callServer(channel, input);
    const definition = desktopContract[channel as DesktopChannel];
    const parsed = definition.input.safeParse(input);
    if (!parsed.success)
      return refused('invalid_input', parsed.error.issues.map(({ message }) => message).join('; '));
    const handle = handlers[channel as DesktopChannel] as (input: unknown) => unknown;
    return { ok: true, value: definition.output.parse(await handle(parsed.data)) };
  };
}

/** An answer of no. */
export const refused = (code: RefusalCode, message: string = refusalWords[code]): Reply<never> => ({
  ok: false,
  error: { code, message },
});
