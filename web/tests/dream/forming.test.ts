import { expect, test } from 'vitest';

import { formingOf } from '../../src/lib/dream/forming';
import type { PreviewDown } from '../../src/lib/wire/messages';

const HALF: PreviewDown = { type: 'preview', fraction: 0.456, width: 256, height: 256, image: 'data:image/jpeg;base64,xyz' };

test('before the first picture every preview is seen', () => {
  expect(formingOf(HALF, undefined)).toEqual({ src: 'data:image/jpeg;base64,xyz', percent: 46 });
});

test('a preview is seen once nothing has come for a second', () => {
  expect(formingOf(HALF, 999)).toBeUndefined();
  expect(formingOf(HALF, 1_000)?.percent).toBe(46);
});
