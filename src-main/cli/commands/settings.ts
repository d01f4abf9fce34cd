import type { Command } from 'commander';
import type { SettingView } from '../../../shared/model/views.ts';
import { addCommand, addGroup, type Surroundings } from '../command.ts';
import { printable } from '../format.ts';
import { details, table } from '../table.ts';

type Json = SettingView['value'];

const word = (value: unknown): string => printable(JSON.stringify(value));

const show = (setting: SettingView): string =>
  details(`${setting.key} = ${word(setting.value)}`, [
    ['default', word(setting.default)],
    ['meaning', setting.description],
  ]);

/** JSON when it is JSON, otherwise the text as it stands. */
function valueOf(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}

/** `lanyard settings …` */
export function addSettingsCommands(program: Command, around: Surroundings): void {
  const settings = addGroup(program, 'settings', 'how the server behaves');

  addCommand(settings, around, 'list', {
    summary: 'list every setting with its value and its default',
    run: async (job) => {
      const all = await job.call('settings.list', {});
      const rows = all.map((one) => [one.key, word(one.value), word(one.default), one.description]);
      job.print(all, () => table(['setting', 'value', 'default', 'meaning'], rows, 'There are no settings.'));
    },
  });

  addCommand(settings, around, 'get', {
    summary: 'show one setting',
    args: [['<key>', 'name of the setting']],
    examples: [['lanyard settings get publicUrl', 'the base URL that answers carry']],
    run: async (job, _options, key) => {
      const setting = await job.call('settings.get', { key: key });
      job.print(setting, () => show(setting));
    },
  });

  addCommand(settings, around, 'set', {
    summary: 'change one setting',
    description:
      'Changes a setting at once, also in a server that runs. The value is taken as JSON where it is JSON, and as text otherwise; null restores what most settings have by default.',
    args: [
      ['<key>', 'name of the setting'],
      ['<value>', 'JSON, or text'],
    ],
    examples: [
      ['lanyard settings set publicUrl http://releases.local:7420', 'answers carry this base URL'],
      ['lanyard settings set trustedProxies \'["10.0.0.2"]\'', 'believe this reverse proxy'],
      ['lanyard settings set hwidTimeout null', 'seats are never given back by themselves'],
    ],
    run: async (job, _options, key, value) => {
      const setting = await job.call('settings.set', { key: key, value: valueOf(value) });
      job.print(setting, () => show(setting));
    },
  });
}
