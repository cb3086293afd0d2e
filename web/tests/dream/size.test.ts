import { expect, test } from 'vitest';

import { shapeOf, SHAPES, sideOf, sizeOf } from '../../src/lib/dream/size';

test('a shape keeps the number of pixels, about, in multiples of eight', () => {
  for (const shape of [...Object.values(SHAPES), 390 / 844, 21 / 9]) {
    for (const side of [256, 384, 512, 768]) {
      const size = sizeOf(shape, side);
      expect(size.width % 8).toBe(0);
      expect(size.height % 8).toBe(0);
      expect(sideOf(size)).toBeGreaterThan(side * 0.98);
      expect(sideOf(size)).toBeLessThan(side * 1.02);
      expect(Math.abs(size.width / size.height / shape - 1)).toBeLessThan(0.04);
    }
  }
});

test('no side leaves what engines can make', () => {
  expect(sizeOf(100, 2000)).toEqual({ width: 2048, height: 200 });
  expect(sizeOf(1 / 100, 100)).toEqual({ width: 64, height: 1000 });
});

test('a size is called by its shape', () => {
  const window = 1440 / 900;
  expect(shapeOf({ width: 512, height: 512 }, window)).toBe('square');
  expect(shapeOf({ width: 680, height: 384 }, window)).toBe('wide');
  expect(shapeOf({ width: 256, height: 512 }, window)).toBe('tall');
  expect(shapeOf(sizeOf(window, 512), window)).toBe('window');
  expect(shapeOf({ width: 512, height: 512 }, 1)).toBe('square');
});
