import { expect, test } from 'vitest';

import type { ConfigSetting } from '../../src/lib/api/types';
import { found, grouped, nameOf, turns, variableOf, written } from '../../src/settings/config';

const setting = (key: string, rest: Partial<ConfigSetting> = {}): ConfigSetting => ({
  key,
  value: null,
  default: null,
  place: null,
  description: '',
  live: false,
  ...rest,
});

const SETTINGS = [
  setting('profile', { value: 'default' }),
  setting('generation.strength', { live: true }),
  setting('generation.engine', { value: 'procedural', description: 'Who makes the pictures.' }),
  setting('comfyui.txt2img.slots.prompt'),
  setting('game_detection.battery_percent', { value: 30, description: 'On battery power, pauses at this charge.' }),
  setting('game_detection.fullscreen', { value: true, place: 'dreamwindow.yaml line 12' }),
];

test('what cannot change while it runs is grouped in the order of the config', () => {
  const groups = grouped(SETTINGS);
  expect(groups.map(({ key, title, set }) => [key, title, set])).toEqual([
    ['profile', 'Profile', 0],
    ['generation', 'Generation', 0],
    ['comfyui', 'ComfyUI', 0],
    ['game_detection', 'Game detection', 1],
  ]);
  expect(groups[1]?.settings.map(({ key }) => key)).toEqual(['generation.engine']);
});

test.each([
  ['battery', ['game_detection.battery_percent']],
  ['Game Detection', ['game_detection.battery_percent', 'game_detection.fullscreen']],
  ['charge  pauses', ['game_detection.battery_percent']],
  ['procedural', ['generation.engine']],
  ['line 12', ['game_detection.fullscreen']],
  ['battery engine', []],
])('a search for “%s” finds %s', (wanted, keys) => {
  expect(found(SETTINGS, wanted).map(({ key }) => key)).toEqual(keys);
});

test.each([
  [null, 'null'],
  ['', "''"],
  ['60s', '60s'],
  [true, 'true'],
  [0.75, '0.75'],
  [[], '[]'],
  [['a.exe', 'b.exe'], 'a.exe, b.exe'],
  [[{ prompt: 'a lake', negative_prompt: null }, { prompt: 'fog', negative_prompt: 'rain' }], 'a lake, prompt: fog, negative_prompt: rain'],
])('%j is said as %s', (value, said) => {
  expect(written(value as ConfigSetting['value'])).toBe(said);
});

test('a setting knows its name and its variable', () => {
  expect(nameOf('generation.cache.max_size')).toBe('cache.max_size');
  expect(nameOf('profile')).toBe('profile');
  expect(variableOf('generation.cache.max_size')).toBe('DREAMWINDOW_GENERATION__CACHE__MAX_SIZE');
  expect(variableOf('profile')).toBe('DREAMWINDOW_PROFILE');
});

test('code stands in every second turn', () => {
  expect(turns('Set ``null`` or `x`.')).toEqual(['Set ', 'null', ' or ', 'x', '.']);
  expect(turns('plain')).toEqual(['plain']);
});
