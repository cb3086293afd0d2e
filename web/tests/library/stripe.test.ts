import { expect, it } from 'vitest';

import { stripeOf } from '../../src/lib/library/stripe';
import { picture } from './pictures';

it('takes colours evenly from the first picture to the last', () => {
  const images = Array.from({ length: 71 }, (_, at) => picture(String(at), { colours: [`c${at}`, 'other'] }));
  expect(stripeOf(images)).toEqual(['c0', 'c10', 'c20', 'c30', 'c40', 'c50', 'c60', 'c70']);
  expect(stripeOf(images.slice(0, 3))).toEqual(['c0', 'c1', 'c2']);
  expect(stripeOf([picture('a'), picture('b', { colours: ['x'] })])).toEqual(['x']);
  expect(stripeOf([])).toEqual([]);
});
