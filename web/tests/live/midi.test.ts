import { beforeEach, expect, test } from 'vitest';

import type { Hands } from '../../src/lib/live/knobs';
import { remembered, turnOf } from '../../src/lib/live/midi';
import { Pads } from '../../src/lib/live/pads.svelte';

// As controllers send them: a pad struck and let go, a fader's way up, a wheel, another channel, a clock.
const PAD = [0x90, 36, 101];
const PAD_UP = [0x80, 36, 64];
const PAD_UP_BY_VELOCITY = [0x90, 36, 0];
const FADER = [0, 22, 63, 64, 96, 127].map((value) => [0xb0, 7, value]);
const WHEEL_MIDDLE = [0xe0, 0, 64];
const OTHER_CHANNEL = [0xb9, 21, 127];
const CLOCK = [0xf8];
const ALL_NOTES_OFF = [0xb0, 123, 0];

let done: string[];
let kept: Map<string, string>;
let pads: Pads;

const hands: Hands = {
  level: (knob, value) => done.push(`${knob} ${value.toFixed(2)}`),
  push: (knob) => done.push(knob),
};
const storage = { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value) };

beforeEach(() => {
  [done, kept] = [[], new Map()];
  pads = new Pads(undefined, storage, hands);
});

test.each([
  [PAD, { control: 'pad 36', value: 1 }],
  [PAD_UP, { control: 'pad 36', value: 0 }],
  [PAD_UP_BY_VELOCITY, { control: 'pad 36', value: 0 }],
  [FADER[5]!, { control: 'fader 7', value: 1 }],
  [WHEEL_MIDDLE, { control: 'bend', value: 8192 / 16_383 }],
  [OTHER_CHANNEL, { control: 'fader 21 ch 10', value: 1 }],
  [CLOCK, undefined],
  [ALL_NOTES_OFF, undefined],
  [[], undefined],
])('%j is read', (message, turn) => expect(turnOf(message)).toEqual(turn));

test('a control that was learned moves what it was taught, and is known after the page is opened again', () => {
  pads.learn('strength');
  pads.heard(FADER[1]!);
  expect(pads.learning).toBeUndefined();
  for (const message of FADER) pads.heard(message);
  expect(done).toEqual(['strength 0.17', 'strength 0.00', 'strength 0.17', 'strength 0.50', 'strength 0.50', 'strength 0.76', 'strength 1.00']);
  done = [];
  new Pads(undefined, storage, hands).heard(FADER[5]!);
  expect(done).toEqual(['strength 1.00']);
});

test('a pad pushes once each time it is struck, a fader as it passes its middle', () => {
  pads.learn('words');
  pads.heard(PAD_UP);
  expect(pads.learning).toBe('words');
  pads.heard(PAD);
  pads.heard(PAD_UP);
  pads.heard(PAD);
  expect(done).toEqual(['words', 'words']);
  pads.learn('seed');
  pads.heard(FADER[1]!);
  for (const message of FADER) pads.heard(message);
  expect(done).toEqual(['words', 'words', 'seed']);
});

test('what was not learned moves nothing, nor what was forgotten', () => {
  pads.heard(PAD);
  pads.learn('words');
  pads.heard(PAD);
  done = [];
  pads.forget('words');
  pads.heard(PAD_UP);
  pads.heard(PAD);
  expect(done).toEqual([]);
  expect(remembered(storage)).toEqual({});
});

test.each(['{', '7', 'null', '{"strength": 3, "wheel": "fader 1"}'])('what is kept as %s is nothing learned', (text) => {
  kept.set('dreamwindow.midi', text);
  expect(remembered(storage)).toEqual({});
});

test('a browser without MIDI is said to be one, and a refusal a refusal', async () => {
  expect(pads.state).toBe('absent');
  const refused = new Pads(() => Promise.reject(new DOMException('no', 'NotAllowedError')), storage, hands);
  await refused.connect();
  expect([refused.state, refused.trouble]).toEqual(['off', expect.stringContaining('Allow it')]);
  const without = new Pads(() => Promise.reject(new DOMException('no', 'InvalidStateError')), storage, hands);
  await without.connect();
  expect(without.trouble).toContain('no MIDI');
});

test('controllers are listened to as they come', async () => {
  const input = { name: 'nanoKONTROL2', state: 'connected', onmidimessage: null as ((event: { data: Uint8Array }) => void) | null };
  const access = { inputs: new Map([['1', input]]), onstatechange: null as (() => void) | null };
  const plugged = new Pads(() => Promise.resolve(access as unknown as MIDIAccess), storage, hands);
  await plugged.connect();
  expect([plugged.state, plugged.inputs]).toEqual(['on', ['nanoKONTROL2']]);
  plugged.learn('compare');
  input.onmidimessage?.({ data: new Uint8Array(PAD) });
  expect(done).toEqual(['compare']);
  input.state = 'disconnected';
  access.onstatechange?.();
  expect(plugged.inputs).toEqual([]);
  plugged.close();
  expect(input.onmidimessage).toBeNull();
});
