import { expect, test } from 'vitest';

import { backingSize, coverPart } from '../../src/lib/paint/cover';

test.each([
  ['a square in a wide window loses top and bottom', [512, 512], [1440, 900], { x: 0, y: 0.1875, width: 1, height: 0.625 }],
  ['a square in a tall window loses its sides', [512, 512], [400, 800], { x: 0.25, y: 0, width: 0.5, height: 1 }],
  ['the same shape loses nothing', [768, 432], [1920, 1080], { x: 0, y: 0, width: 1, height: 1 }],
] as const)('%s', (_, [pw, ph], [fw, fh], part) => {
  const got = coverPart({ width: pw, height: ph }, { width: fw, height: fh });
  for (const key of ['x', 'y', 'width', 'height'] as const) expect(got[key]).toBeCloseTo(part[key], 10);
});

test('the part seen has the shape of the frame', () => {
  for (const [pw, ph, fw, fh] of [[256, 512, 1440, 900], [1024, 64, 390, 844], [2048, 2048, 1, 1]] as const) {
    const part = coverPart({ width: pw, height: ph }, { width: fw, height: fh });
    expect((part.width * pw) / (part.height * ph)).toBeCloseTo(fw / fh, 8);
    expect(part.x * 2 + part.width).toBeCloseTo(1);
    expect(part.y * 2 + part.height).toBeCloseTo(1);
  }
});

test('a canvas is as sharp as the screen, up to twice, and never larger than four megapixels or so', () => {
  expect(backingSize({ width: 390, height: 844 }, 3)).toEqual({ width: 780, height: 1688 });
  expect(backingSize({ width: 800, height: 600 }, 1.5)).toEqual({ width: 1200, height: 900 });
  const large = backingSize({ width: 3840, height: 2160 }, 2);
  expect(large.width * large.height).toBeLessThan(4_300_000);
  expect(large.width / large.height).toBeCloseTo(16 / 9, 2);
  expect(backingSize({ width: 0, height: 0 }, 1)).toEqual({ width: 1, height: 1 });
});
