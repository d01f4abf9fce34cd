import {
  type Area,
  type Channel,
  channelDefinition,
  contract,
  type Output,
  type Parsed,
} from '../../shared/contract.ts';
import { refusalWords, type RefusalCode } from '../../shared/refusals.ts';
import type { FieldError, Reply } from '../../shared/reply.ts';
import { Refusal } from '../domain/refusal.ts';

/** One function per channel, for parsed input. */
export type Handlers = { [C in Channel]: (input: Parsed<C>) => Output<C> | Promise<Output<C>> };

/** Where a call comes from: `local` may name paths of this machine, `remote` may not. */
export type Reach = 'local' | 'remote';

export type Dispatch = (channel: string, input: unknown, reach: Reach) => Promise<Reply<unknown>>;

type Observer = {
  /** A call succeeded that changes these areas. */
  onChanged: (areas: readonly Area[]) => void;
  onFault: (error: unknown, channel: string) => void;
};

/** The one door of the contract, whatever the transport: known channel → reach → parse → handler → reply. */
export function createDispatch(handlers: Handlers, observer: Observer): Dispatch {
  return async (channel, input, reach) => {
    if (!Object.hasOwn(contract, channel))
      return refused('unknown_channel', `There is no channel "${channel}".`);
    const definition = channelDefinition(channel as Channel);
    if (definition.local && reach !== 'local') return refused('channel_not_available');
    const parsed = definition.input.safeParse(input);
    if (!parsed.success) {
      const fields = parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
      return refused(
        'invalid_input',
        fields.map(({ path, message }) => (path ? `${path}: ${message}` : message)).join('; '),
        fields,
      );
    }
    try {
      const handle = handlers[channel as Channel] as (input: unknown) => unknown;
      const value = definition.output.parse(await handle(parsed.data));
      if (definition.changes) observer.onChanged(definition.changes);
      return { ok: true, value };
    } catch (error) {
      if (error instanceof Refusal) return refused(error.code, error.message);
      observer.onFault(error, channel);
      return {
        ok: false,
        error: { code: 'fault', message: 'Something went wrong inside Lanyard. Its log has the details.' },
      };
    }
  };
}

const refused = (
  code: RefusalCode,
  message: string = refusalWords[code],
  fields?: FieldError[],
): Reply<never> => ({
  ok: false,
  error: fields ? { code, message, fields } : { code, message },
});
