import { settingDefinitions, type SettingKey, type Settings } from '../../../shared/settings.ts';
import { Refusal } from '../refusal.ts';
import type { Store } from '../store.ts';

const keys = Object.keys(settingDefinitions) as SettingKey[];

const isSetting = (key: string): key is SettingKey => Object.hasOwn(settingDefinitions, key);

const known = (key: string): SettingKey => {
  if (isSetting(key)) return key;
  throw new Refusal('setting_unknown', {
    message: `There is no setting "${key}". There are: ${keys.join(', ')}.`,
  });
};

/** The settings as they stand, read once and kept. */
export type SettingsCabinet = ReturnType<typeof openSettings>;

/** Reads the stored settings; a key that is not stored, or no longer in bounds, has its default. */
export function openSettings(store: Store) {
  const read = (): Settings => {
    const defaults = Object.fromEntries(keys.map((key) => [key, settingDefinitions[key].default]));
    const stored = store.settings.all().flatMap(({ key, value }) => {
      if (!isSetting(key)) return [];
      const parsed = settingDefinitions[key].schema.safeParse(JSON.parse(value));
      return parsed.success ? [[key, parsed.data] as const] : [];
    });
    return { ...defaults, ...Object.fromEntries(stored) } as Settings;
  };
  let current = read();
  const view = (key: SettingKey) => {
    const { default: fallback, description } = settingDefinitions[key];
    return { key, value: current[key], default: fallback, description };
  };
  return {
    current: (): Settings => current,
    list: () => keys.map(view),
    /** @throws {Refusal} `setting_unknown` */
    show: (key: string) => view(known(key)),
    /** @throws {Refusal} `setting_unknown`, `invalid_input` */
    set(key: string, value: unknown) {
      const name = known(key);
      const parsed = settingDefinitions[name].schema.safeParse(value);
      if (!parsed.success)
        throw new Refusal('invalid_input', {
          message: `${name}: ${parsed.error.issues[0]?.message ?? 'invalid'}.`,
        });
      store.change(() => store.settings.put(name, JSON.stringify(parsed.data)));
      current = read();
      return view(name);
    },
  };
}
