import { expect, test } from 'vitest';

import type { Settings } from '../../src/lib/api/types';
import { SettingsDraft } from '../../src/lib/dream/draft';

const AT_FIRST: Settings = {
  revision: 1, prompt: null, negative_prompt: null, strength: 0.4, speed: 0.3, seed: null, guidance_scale: null,
  num_inference_steps: null, mode: 'hybrid', width: 512, height: 512, display_rate_hz: 24, taste: 0.3,
}; // prettier-ignore

test('what the hand moved is shown at once', () => {
  const draft = SettingsDraft.of(AT_FIRST).edit({ strength: 0.7 });
  expect(draft.shown.strength).toBe(0.7);
  expect(draft.confirmed.strength).toBe(0.4);
  expect(draft.toSend).toEqual({ strength: 0.7 });
});

test('one request at a time: what is moved meanwhile waits, newest value only', () => {
  let draft = SettingsDraft.of(AT_FIRST).edit({ strength: 0.5 }).sending();
  for (const value of [0.6, 0.7, 0.8]) draft = draft.edit({ strength: value });
  expect(draft.toSend).toBeUndefined();
  draft = draft.accepted({ ...AT_FIRST, revision: 2, strength: 0.5 });
  expect(draft.shown.strength).toBe(0.8);
  expect(draft.toSend).toEqual({ strength: 0.8 });
});

test('an echo of an older value does not pull the control out of the hand', () => {
  const draft = SettingsDraft.of(AT_FIRST).edit({ speed: 2 }).sending().told({ ...AT_FIRST, revision: 2, speed: 1 });
  expect(draft.shown.speed).toBe(2);
});

test('what somebody else changed is shown', () => {
  const draft = SettingsDraft.of(AT_FIRST).edit({ speed: 2 }).told({ ...AT_FIRST, revision: 2, mode: 'img2img' });
  expect(draft.shown).toMatchObject({ speed: 2, mode: 'img2img' });
});

test('an older revision that arrives late changes nothing', () => {
  const draft = SettingsDraft.of({ ...AT_FIRST, revision: 5, strength: 0.9 }).told({ ...AT_FIRST, revision: 4 });
  expect(draft.shown.strength).toBe(0.9);
});

test('a refusal brings back what holds, and keeps what was moved since', () => {
  const draft = SettingsDraft.of(AT_FIRST).edit({ strength: 0.5 }).sending().edit({ speed: 3 }).rejected();
  expect(draft.shown).toMatchObject({ strength: 0.4, speed: 3 });
  expect(draft.toSend).toEqual({ speed: 3 });
});

test('clearing a prompt sends null', () => {
  const draft = SettingsDraft.of({ ...AT_FIRST, prompt: 'coral reef' }).edit({ prompt: null });
  expect(draft.toSend).toEqual({ prompt: null });
  expect(draft.shown.prompt).toBeNull();
});
