/** The one accent colour, taken from the dream and kept readable. */

import { contrast, type Oklch, type Rgb, toOklch, toRgb } from './oklch';

/** What the glass looks like at its brightest, over a white picture: the accent must stand out even there. */
export const BRIGHTEST_GLASS: Rgb = [0.2, 0.2, 0.21];
const CONTRAST_AA = 4.5;
const HUE_BINS = 24;
const LEAST_CHROMA = 0.02;
const CALM = { l: 0.8, c: 0.035 };

/**
 * The hue that carries most colour in a picture, as a colour of at least AA contrast on the glass.
 * `pixels` are RGBA bytes, best a few hundred of them. A picture without colour gives a pale grey-blue.
 */
export function accentOf(pixels: Uint8ClampedArray): Rgb {
  return readable(strongest(pixels) ?? { ...CALM, h: 250 });
}

/** CSS for a colour. */
export function css(rgb: Rgb): string {
  return `rgb(${rgb.map((v) => Math.round(v * 255)).join(' ')})`;
}

function strongest(pixels: Uint8ClampedArray): Oklch | undefined {
  const weights = new Float64Array(HUE_BINS);
  const chromas = new Float64Array(HUE_BINS);
  for (let i = 0; i + 3 < pixels.length; i += 4) {
    const { l, c, h } = toOklch([pixels[i]! / 255, pixels[i + 1]! / 255, pixels[i + 2]! / 255]);
    if (c < LEAST_CHROMA || l < 0.15) continue;
    const bin = Math.floor((h / 360) * HUE_BINS) % HUE_BINS;
    weights[bin]! += c;
    chromas[bin]! += c * c;
  }
  const best = weights.indexOf(Math.max(...weights));
  if (!weights[best]) return undefined;
  return { l: CALM.l, c: chromas[best]! / weights[best], h: ((best + 0.5) * 360) / HUE_BINS };
}

function readable(colour: Oklch): Rgb {
  const chroma = Math.min(0.15, Math.max(CALM.c, colour.c));
  for (let l = colour.l; l < 1; l += 0.01) {
    const rgb = toRgb({ ...colour, l, c: chroma });
    if (contrast(rgb, BRIGHTEST_GLASS) >= CONTRAST_AA) return rgb;
  }
  return [1, 1, 1];
}
