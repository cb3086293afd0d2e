/** The config as a list to read: grouped, searched, and said as it is written. */

import type { ConfigSetting } from '../lib/api/types';

export interface ConfigGroup {
  /** As in the file: `server`. */
  readonly key: string;
  readonly title: string;
  readonly settings: readonly ConfigSetting[];
  /** How many of them are no defaults. */
  readonly set: number;
}

/** What cannot change while it runs, group by group, in the order of the config. */
export function grouped(settings: readonly ConfigSetting[]): ConfigGroup[] {
  const groups = new Map<string, ConfigSetting[]>();
  for (const setting of settings.filter(({ live }) => !live)) {
    const key = setting.key.split('.', 1)[0]!;
    groups.set(key, [...(groups.get(key) ?? []), setting]);
  }
  return [...groups].map(([key, held]) => ({
    key,
    title: titleOf(key),
    settings: held,
    set: held.filter(({ place }) => place !== null).length,
  }));
}

/** The settings that say every word of `wanted`, in their name, value, place or description. */
export function found(settings: readonly ConfigSetting[], wanted: string): ConfigSetting[] {
  const words = wanted.toLowerCase().split(/\s+/);
  return settings.filter(({ key, value, place, description }) => {
    const said = [key, key.replaceAll(/[._]/g, ' '), written(value), place ?? 'default', description].join(' ').toLowerCase();
    return words.every((word) => said.includes(word));
  });
}

/** Its name within its group: `generation.cache.max_size` → `cache.max_size`. */
export const nameOf = (key: string): string => key.slice(key.indexOf('.') + 1);

/** The environment variable that sets it, as in `DREAMWINDOW_SERVER__PORT`. */
export const variableOf = (key: string): string => `DREAMWINDOW_${key.replaceAll('.', '__').toUpperCase()}`;

/** A value on one line, as it would be written in the file; what is null inside it is left out. */
export function written(value: ConfigSetting['value']): string {
  if (value === '') return "''";
  if (Array.isArray(value)) return value.length ? value.map(written).join(', ') : '[]';
  if (value === null || typeof value !== 'object') return String(value);
  const given = Object.entries(value).filter(([, one]) => one !== null && one !== undefined);
  if (given.length === 1) return written(given[0]![1]!);
  return given.map(([name, one]) => `${name}: ${written(one!)}`).join(', ');
}

/** A text in turns: as it is, then as code, then as it is again. */
export const turns = (text: string): string[] => text.split(/`+/);

const NAMES: Readonly<Record<string, string>> = { comfyui: 'ComfyUI' };

function titleOf(key: string): string {
  return NAMES[key] ?? key.replaceAll('_', ' ').replace(/^./, (first) => first.toUpperCase());
}
