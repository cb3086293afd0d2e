import { expect, test } from 'vitest';

import { backoffMs } from '../../src/lib/stream/backoff';

test('waits double from half a second to eight', () => {
  const waits = [0, 1, 2, 3, 4, 5, 50, 2000].map((attempt) => backoffMs(attempt, () => 0));
  expect(waits).toEqual([500, 1000, 2000, 4000, 8000, 8000, 8000, 8000]);
});

test('jitter takes away at most a quarter and adds nothing', () => {
  for (const drawn of [0, 0.25, 0.5, 0.999_999]) {
    const wait = backoffMs(2, () => drawn);
    expect(wait).toBeLessThanOrEqual(2000);
    expect(wait).toBeGreaterThan(1500);
  }
  expect(backoffMs(2, () => 0.1)).not.toBe(backoffMs(2, () => 0.9));
});
