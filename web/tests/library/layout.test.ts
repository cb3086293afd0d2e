import { describe, expect, it } from 'vitest';

import { blocksWithin, type Group, layoutOf, placedWithin, rememberedRows } from '../../src/lib/library/layout';
import { picture, session } from './pictures';

const MEASURE = { width: 1000, height: 200, gap: 0 };
const HEIGHTS = { day: 50, session: 40, space: 10 };
const group = (key: string, here: number, count = here): Group => ({
  key, session: session(key, count), images: Array.from({ length: here }, (_, at) => picture(`${key}${at}`, { session: key })), count,
});

describe('layoutOf', () => {
  it('puts one group under the other, with room for heads', () => {
    const { blocks, height } = layoutOf([{ ...group('a', 5), day: 'today' }, group('b', 5)], MEASURE, HEIGHTS);
    expect(blocks.map(({ y, rowsAt }) => [y, rowsAt])).toEqual([[0, 90], [300, 340]]);
    expect(height).toBe(550);
  });

  it('leaves room for pictures that are not there yet, as much as they will take', () => {
    const half = layoutOf([group('a', 50, 100)], MEASURE, HEIGHTS).height;
    expect(half).toBe(layoutOf([group('a', 100)], MEASURE, HEIGHTS).height);
    const none = layoutOf([group('a', 0, 100)], MEASURE, HEIGHTS);
    expect(none.height).toBe(half);
    expect(none.blocks[0]?.knownTo).toBe(40);
  });

  it('remembers the rows of pictures that stay the same', () => {
    const rowsOf = rememberedRows();
    const groups = [group('a', 100)];
    const rows = (width: number): unknown => layoutOf(groups, { ...MEASURE, width }, HEIGHTS, rowsOf).blocks[0]?.rows;
    expect(rows(1000)).toBe(rows(1000));
    expect(rows(1000)).not.toBe(rows(800));
  });
});

describe('what is in view', () => {
  const groups = Array.from({ length: 1_000 }, (_, at) => group(`g${at}`, 100));
  const layout = layoutOf(groups, MEASURE, HEIGHTS);

  it('is all of what reaches into it and nothing else', () => {
    for (const top of [0, 1, 4_049, 4_050, 2_000_000, layout.height - 900]) {
      const placed = placedWithin(blocksWithin(layout, top, top + 900), top, top + 900);
      const all = placedWithin(layout.blocks, 0, layout.height);
      const wanted = all.filter(({ y, height }) => y + height > top && y < top + 900);
      expect(placed).toEqual(wanted);
      expect(placed.length).toBeLessThan(40);
    }
  });
});
