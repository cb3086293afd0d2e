import { expect, test } from 'vitest';

import { Passages } from '../../src/lib/live/passages';

const times = { receivedUs: 1, startedUs: 2, endedUs: 3 };

test('what was filmed is known by its number, with the times if they came', () => {
  const passages = new Passages();
  passages.filmed(7, { capturedMs: 1, sentMs: 2 });
  expect(passages.of(7)).toEqual({ filmed: { capturedMs: 1, sentMs: 2 }, times: undefined });
  passages.told(7, times);
  expect(passages.of(7)?.times).toEqual(times);
  expect(passages.of(8)).toBeUndefined();
  expect(passages.of(undefined)).toBeUndefined();
});

test('what is long ago is forgotten, and a number that comes again is the newer picture', () => {
  const passages = new Passages();
  for (let stamp = 1; stamp <= 300; stamp++) passages.filmed(stamp, { capturedMs: stamp, sentMs: stamp });
  expect(passages.of(1)).toBeUndefined();
  passages.filmed(60, { capturedMs: 999, sentMs: 999 });
  expect(passages.of(60)?.filmed.capturedMs).toBe(999);
});
