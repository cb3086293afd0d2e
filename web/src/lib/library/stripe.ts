/** A session's palette: how its colours went from its first picture to its last. */

import type { LibraryImage } from '../api/types';

const STRIPES = 8;

/** The main colours of up to eight pictures, evenly apart, as `rrggbb`; none while nobody has looked at them. */
export function stripeOf(images: readonly LibraryImage[]): string[] {
  const known = images.flatMap(({ colours }) => colours.slice(0, 1));
  const step = Math.max(1, (known.length - 1) / (STRIPES - 1));
  const count = Math.min(STRIPES, known.length);
  return Array.from({ length: count }, (_, at) => known[Math.round(at * step)] ?? '').filter(Boolean);
}
