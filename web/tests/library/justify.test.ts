import { describe, expect, it } from 'vitest';

import { justify, shapeOf } from '../../src/lib/library/justify';

const MEASURE = { width: 1000, height: 200, gap: 4 };
const shapes = (count: number): number[] => Array.from({ length: count }, (_, at) => 0.5 + ((at * 7919) % 20) / 10);

describe('justify', () => {
  it('fills every row but the last to the wall’s width, with gaps between', () => {
    for (const { spots, height } of justify(shapes(200), MEASURE).slice(0, -1)) {
      const last = spots.at(-1);
      expect((last?.x ?? 0) + (last?.width ?? 0)).toBeCloseTo(1000, 6);
      for (const { index, width } of spots) expect(width / height).toBeCloseTo(shapes(200)[index] ?? 0, 9);
    }
  });

  it('keeps every picture, once, in order, and no row over another', () => {
    const rows = justify(shapes(200), MEASURE);
    expect(rows.flatMap(({ spots }) => spots.map(({ index }) => index))).toEqual([...Array(200).keys()]);
    rows.slice(1).forEach((row, at) => expect(row.y).toBeCloseTo((rows[at]?.y ?? 0) + (rows[at]?.height ?? 0) + 4, 9));
  });

  it('stays near the height that rows like', () => {
    for (const { height } of justify(shapes(400), MEASURE)) expect(Math.abs(height / 200 - 1)).toBeLessThan(0.4);
  });

  it('leaves the last row no higher than the one above, and never wider than the wall', () => {
    const rows = justify([1, 1, 1, 1, 1, 1, 1], { width: 1000, height: 240, gap: 0 });
    expect(rows.map(({ height, spots }) => [height, spots.length])).toEqual([[250, 4], [250, 3]]);
    expect(justify([3], { width: 300, height: 200, gap: 0 })[0]?.height).toBe(100);
  });

  it('has no rows for no pictures', () => {
    expect(justify([], MEASURE)).toEqual([]);
  });
});

describe('shapeOf', () => {
  it('is square while nobody has looked, and bounded for a picture of 1 by 20,000', () => {
    expect([shapeOf(null, null), shapeOf(1, 20_000), shapeOf(20_000, 1), shapeOf(300, 200)]).toEqual([1, 0.4, 3.2, 1.5]);
  });
});
