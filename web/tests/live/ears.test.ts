import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { Ears } from '../../src/lib/live/ears.svelte';
import { Hearing } from '../../src/lib/live/hearing';
import type { Hands } from '../../src/lib/live/knobs';

const tone = (amplitude: number) => Float32Array.from({ length: 1024 }, (_, index) => amplitude * Math.sin(index / 5));

let loud: number;
let closed: number;
let done: string[];
let ears: Ears;

const hands: Hands = { level: (knob, value) => done.push(`${knob} ${value.toFixed(1)}`), push: (knob) => done.push(knob) };

beforeEach(() => {
  vi.useFakeTimers();
  [loud, closed, done] = [0, 0, []];
  const microphone = { read: (into: Float32Array) => into.set(tone(loud)), close: () => closed++ };
  ears = new Ears(() => Promise.resolve(microphone), hands, () => performance.now());
});

afterEach(() => {
  ears.close();
  vi.useRealTimers();
});

test('silence is 0, the loudest of late 1, and half of that a half', () => {
  const hearing = new Hearing();
  let now = 0;
  const after = (amplitude: number, seconds: number) => {
    for (const end = now + seconds * 1000; now < end; now += 40) hearing.hear(tone(amplitude), now);
    return hearing.hear(tone(amplitude), now).level;
  };
  expect(after(0, 1)).toBe(0);
  expect(after(0.5, 1)).toBeCloseTo(1, 1);
  expect(after(0.25, 2)).toBeCloseTo(0.55, 1);
  expect(after(0.25, 60)).toBeCloseTo(1, 1);
  expect(after(0, 3)).toBeLessThan(0.01);
});

test('each strike is heard once, and a steady tone is none', () => {
  const hearing = new Hearing();
  const struck: number[] = [];
  for (let now = 0; now < 4000; now += 40) {
    const amplitude = now >= 1000 && now % 1000 < 120 ? 0.6 : 0.01;
    if (hearing.hear(tone(amplitude), now).onset) struck.push(now);
  }
  expect(struck).toEqual([1000, 2000, 3000]);
  const steady = new Hearing();
  const heard = Array.from({ length: 100 }, (_, index) => steady.hear(tone(0.3), index * 40).onset);
  expect(heard.filter(Boolean)).toHaveLength(1);
});

test('a microphone that is allowed after somebody left is closed at once', async () => {
  const listening = ears.listen();
  ears.close();
  await listening;
  expect([ears.state, closed]).toEqual(['off', 1]);
});

test('nothing is opened before somebody asks, and all is closed after', async () => {
  expect(ears.state).toBe('off');
  await ears.listen();
  expect(ears.state).toBe('on');
  ears.close();
  expect([ears.state, ears.level, closed]).toEqual(['off', 0, 1]);
  vi.advanceTimersByTime(1000);
  expect(done).toEqual([]);
});

test('the level moves what was chosen, a strike pushes what was chosen, and nothing else', async () => {
  await ears.listen();
  ears.pushes = 'seed';
  vi.advanceTimersByTime(400);
  loud = 0.5;
  vi.advanceTimersByTime(400);
  expect(done.filter((each) => each === 'seed')).toHaveLength(1);
  expect(done.at(-1)).toMatch(/^strength 0\.[89]|^strength 1/);
  expect(ears.level).toBeGreaterThan(0.9);
  [ears.moves, ears.pushes, done] = ['', '', []];
  loud = 0;
  vi.advanceTimersByTime(2000);
  expect(done).toEqual([]);
});

test('a refusal says what to do, and listening can be asked for again', async () => {
  const refused = new Ears(() => Promise.reject(new DOMException('no', 'NotAllowedError')), hands, () => 0);
  await refused.listen();
  expect(refused.state).toBe('off');
  expect(refused.trouble).toContain('Allow it');
});
