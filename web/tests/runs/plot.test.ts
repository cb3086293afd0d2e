import { expect, test } from 'vitest';

import { averageOf, drawn, lastOf, peakOf, type Series } from '../../src/lib/runs/plot';

const series = (at: number[], values: (number | null)[], step = 1): Series => ({ at, values, step });

test('a line goes from the first moment to the last, 0 at the bottom', () => {
  const { line, area } = drawn(series([10, 11, 12], [0, 5, 10]), 10, 100, 40);
  expect(line).toBe('M0.0,40.0L50.0,20.0L100.0,0.0');
  expect(area).toBe('M0.0,40L0.0,40.0L50.0,20.0L100.0,0.0V40Z');
});

test('where nothing ran, or nothing is known, the line is broken', () => {
  const { line } = drawn(series([0, 1, 50, 51, 52], [1, 1, 1, null, 1]), 1, 52, 10);
  expect(line).toBe('M0.0,0.0L1.0,0.0M50.0,0.0L52.0,0.0');
  expect(drawn(series([0, 1], [null, null]), 1, 10, 10)).toEqual({ line: '', area: '' });
});

test('one look is a dot, none is nothing', () => {
  expect(drawn(series([5], [3]), 6, 100, 10).line).toBe('M0.0,5.0h0');
  expect(drawn(series([], []), 0, 100, 10).line).toBe('');
});

test('the last value that is known, the highest and the average', () => {
  expect(lastOf(series([0, 1, 2], [4, 7, null]))).toBe(7);
  expect(lastOf(series([0], [null]))).toBeUndefined();
  expect(peakOf(series([0, 1, 2], [4, 7, null]))).toBe(7);
  expect(peakOf(series([], []))).toBe(0);
  expect(averageOf(series([0, 1, 2], [4, 8, null]))).toBe(6);
  expect(averageOf(series([], []))).toBe(0);
});
