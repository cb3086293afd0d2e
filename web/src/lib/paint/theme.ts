/** The page's colours, taken from the dream as it goes. */

import { accentOf, css } from './accent';

const EVERY_MS = 1_000;
const SIDE = 24;

/** Looks at the pictures that pass, once a second, and sets `--accent` on `element`. */
export function themed(element: HTMLElement): (bitmap: ImageBitmap) => void {
  const small = element.ownerDocument.createElement('canvas');
  small.width = small.height = SIDE;
  const context = small.getContext('2d', { willReadFrequently: true });
  let lookedMs = -Infinity;
  return (bitmap) => {
    if (!context || performance.now() - lookedMs < EVERY_MS) return;
    lookedMs = performance.now();
    context.drawImage(bitmap, 0, 0, SIDE, SIDE);
    const { data } = context.getImageData(0, 0, SIDE, SIDE);
    element.style.setProperty('--accent', css(accentOf(data)));
  };
}
