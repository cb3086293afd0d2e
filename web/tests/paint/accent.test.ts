import { expect, test } from 'vitest';

import { accentOf, BRIGHTEST_GLASS, css } from '../../src/lib/paint/accent';
import { contrast, toOklch, toRgb } from '../../src/lib/paint/oklch';

/** RGBA bytes of `shares` of colours. */
function picture(...shares: [count: number, rgb: [number, number, number]][]): Uint8ClampedArray {
  return new Uint8ClampedArray(shares.flatMap(([count, rgb]) => Array.from({ length: count }, () => [...rgb, 255]).flat()));
}

test('colours come back from OKLCH as they went in', () => {
  for (const rgb of [[0.2, 0.5, 0.9], [1, 0, 0], [0.01, 0.02, 0.01], [1, 1, 1]] as const) {
    toRgb(toOklch(rgb)).forEach((v, i) => expect(v).toBeCloseTo(rgb[i]!, 2));
  }
});

test('contrast agrees with the figures of WCAG', () => {
  expect(contrast([0, 0, 0], [1, 1, 1])).toBeCloseTo(21);
  expect(contrast([0.5, 0.5, 0.5], [0.5, 0.5, 0.5])).toBe(1);
});

test('every hue, dark or bright, gives an accent that is readable on the glass', () => {
  for (let h = 0; h < 360; h += 7) {
    for (const [l, c] of [[0.2, 0.1], [0.5, 0.2], [0.9, 0.08], [0.4, 0.03]] as const) {
      const [r, g, b] = toRgb({ l, c, h }).map((v) => Math.round(v * 255)) as [number, number, number];
      expect(contrast(accentOf(picture([10, [r, g, b]])), BRIGHTEST_GLASS)).toBeGreaterThanOrEqual(4.5);
    }
  }
});

test('the hue follows the picture', () => {
  const hue = (rgb: [number, number, number]) => toOklch(accentOf(picture([50, rgb], [80, [20, 20, 22]]))).h;
  expect(Math.abs(hue([190, 60, 40]) - toOklch([190 / 255, 60 / 255, 40 / 255]).h)).toBeLessThan(16);
  expect(Math.abs(hue([40, 90, 190]) - toOklch([40 / 255, 90 / 255, 190 / 255]).h)).toBeLessThan(16);
});

test('a picture without colour, or without pixels, gives a pale accent', () => {
  for (const pixels of [picture([9, [128, 128, 128]]), picture([9, [0, 0, 0]]), new Uint8ClampedArray()]) {
    const accent = accentOf(pixels);
    expect(toOklch(accent).c).toBeLessThan(0.05);
    expect(contrast(accent, BRIGHTEST_GLASS)).toBeGreaterThanOrEqual(4.5);
  }
});

test('css writes bytes', () => {
  expect(css([1, 0.5, 0])).toBe('rgb(255 128 0)');
});
