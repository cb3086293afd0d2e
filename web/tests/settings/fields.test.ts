import { expect, test } from 'vitest';

import openapi from '../../schema/openapi.json';
import { type Field, fieldsOf, valueOf } from '../../src/settings/fields';

const fields = fieldsOf(openapi.components.schemas.SettingsPatch.properties);
const named = (name: string): Field => fields.find((field) => field.name === name)!;

test('every setting of the server has a field with words', () => {
  expect(fields.map(({ name }) => name)).toEqual(Object.keys(openapi.components.schemas.SettingsPatch.properties));
  for (const field of fields) {
    expect(field.label).toMatch(/^[A-Z]/);
    expect(field.hint).not.toMatch(/``|null|\*/);
  }
});

test('numbers know their range and their step', () => {
  expect(named('strength')).toMatchObject({ kind: 'number', least: 0, most: 1, whole: false, optional: false });
  expect(named('width')).toMatchObject({ kind: 'number', step: 8, whole: true });
  expect(named('num_inference_steps')).toMatchObject({ kind: 'number', least: 1, most: 150, whole: true, optional: true });
  expect(named('prompt')).toMatchObject({ kind: 'text', optional: true });
  expect(named('display_rate_hz').label).toBe('Display rate (a second)');
});

test.each([
  ['strength', '0.5', 0.5],
  ['strength', '0,5', 0.5],
  ['strength', '1.5', undefined],
  ['strength', '', undefined],
  ['strength', 'much', undefined],
  ['num_inference_steps', '', null],
  ['num_inference_steps', '4', 4],
  ['num_inference_steps', '4.5', undefined],
  ['prompt', '', null],
  ['prompt', 'coral reef', 'coral reef'],
])('%s: “%s” is taken as %s', (name, text, value) => {
  expect(valueOf(named(name), text)).toBe(value);
});
