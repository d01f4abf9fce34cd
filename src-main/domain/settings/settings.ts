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

/** A stored value that cannot be used: its key, the text of it, and the default that holds instead. */
export type BadSetting = { key: SettingKey; stored: string; fallback: unknown };

/**
 * Reads the stored settings. A key that is not stored, or whose value cannot be used, has its default.
 * @param tell called after each reading with every value that cannot be used
 */
export function openSettings(store: Store, tell: (bad: readonly BadSetting[]) => void = () => {}) {
  const read = (): Settings => {
    const settings: Record<string, unknown> = {};
    for (const key of keys) settings[key] = settingDefinitions[key].default;
    const bad: BadSetting[] = [];
    for (const { key, value } of store.settings.all()) {
      if (!isSetting(key)) continue;
      const parsed = settingDefinitions[key].schema.safeParse(fromJson(value));
      if (parsed.success) settings[key] = parsed.data;
      else bad.push({ key, stored: value, fallback: settings[key] });
    }
    tell(bad);
    return settings as Settings;
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

/** @returns undefined, which no setting takes, for a text that is no JSON */
function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
