import { expect, test } from 'vitest';

import { cellsOf, LARGEST, pictureHeight, stampOf, stripHeight } from '../../src/lib/live/stamp';

const asBrightness = (cells: boolean[]) => cells.map((white) => (white ? 200 : 40));

test('a number is read as it was written', () => {
  for (const stamp of [0, 1, 0x1234, 0x5555, LARGEST]) expect(stampOf(asBrightness(cellsOf(stamp)))).toBe(stamp);
});

test('one cell that was lost is noticed', () => {
  for (let cell = 0; cell < 32; cell++) {
    const cells = cellsOf(0x1234);
    cells[cell] = !cells[cell];
    expect(stampOf(asBrightness(cells))).toBeUndefined();
  }
});

test('the picture is found again above the strip', () => {
  for (let height = 2; height < 2048; height += 2) expect(pictureHeight(height + stripHeight(height))).toBe(height);
});
