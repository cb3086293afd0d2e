import { expect, test } from 'vitest';

import { ago, thinned } from '../../src/lib/dream/rewind.svelte';

/** Moments shown at `times` (s), seen at `now`. */
const momentsAt = (now: number, times: number[]) =>
  times.map((time) => ({ number: Math.round(time * 24) + 1, age_s: now - time, prompt: 'misty forest' }));

const halves = (from: number, to: number) => Array.from({ length: (to - from) * 2 }, (_, i) => from + i / 2);
const numbers = (moments: { number: number }[]) => moments.map(({ number }) => number);

test('one moment in two seconds is shown, oldest first', () => {
  expect(thinned(momentsAt(10, halves(0, 10)), [], 2).map(({ age_s }) => age_s)).toEqual([10, 8, 6, 4, 2]);
});

test('what is shown stays when newer moments come, and when the oldest are forgotten', () => {
  const first = thinned(momentsAt(10, halves(0, 10)), [], 2);
  const later = thinned(momentsAt(15, halves(0, 15)), first, 2);
  expect(numbers(later).slice(0, first.length)).toEqual(numbers(first));
  const much = thinned(momentsAt(20, halves(3, 20)), later, 2);
  expect(numbers(later).slice(2)).toEqual(numbers(much).slice(0, later.length - 2));
});

test('another run, whose numbers begin anew, shows its own moments', () => {
  const old = thinned(momentsAt(300, halves(200, 300)), [], 2);
  expect(thinned(momentsAt(4, halves(0, 4)), old, 2)).toHaveLength(2);
});

test('ages are said in words', () => {
  expect([0.4, 12.4, 89, 100, 290].map(ago)).toEqual(['just now', '12 s ago', '89 s ago', '2 min ago', '5 min ago']);
});
