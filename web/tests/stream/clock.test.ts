import { expect, test } from 'vitest';

import { Playout, ServerClock } from '../../src/lib/stream/clock';

test('nothing is known before the first message', () => {
  expect(new ServerClock().toLocalMs(1_000_000)).toBeUndefined();
});

test('the shortest journey decides, however late the others are', () => {
  const clock = new ServerClock();
  for (const [sentUs, journeyMs] of [[1e9, 40], [1.1e9, 3], [1.2e9, 900]] as const) {
    clock.observe(sentUs, sentUs / 1000 - 500_000 + journeyMs);
  }
  expect(clock.toLocalMs(2e9)).toBe(2_000_000 - 500_000 + 3);
});

test('an old lucky message is forgotten, so that drifting clocks stay together', () => {
  const clock = new ServerClock();
  clock.observe(0, 0);
  for (let i = 1; i <= 120; i++) clock.observe(i * 1000, i + 7);
  expect(clock.toLocalMs(200_000)).toBe(207);
});

test('after a reset the next server counts from scratch', () => {
  const clock = new ServerClock();
  clock.observe(5e9, 10);
  clock.reset();
  clock.observe(0, 1000);
  expect(clock.toLocalMs(1_000_000)).toBe(2000);
});

test('frames that come in time are not held back', () => {
  const playout = new Playout();
  for (let i = 0; i < 200; i++) playout.observe(-20);
  expect(playout.delayMs).toBe(0);
});

test('the delay settles where nine frames in ten are in time, and one straggler does not move it', () => {
  const playout = new Playout();
  for (let i = 0; i < 400; i++) playout.observe(i % 20 === 0 ? 240 : 12);
  expect(playout.delayMs).toBeCloseTo(12, 5);
});

test('the delay is bounded, and grows by small steps', () => {
  const playout = new Playout();
  playout.observe(10_000);
  expect(playout.delayMs).toBeCloseTo(25);
  for (let i = 0; i < 400; i++) playout.observe(10_000);
  expect(playout.delayMs).toBeCloseTo(250);
});
