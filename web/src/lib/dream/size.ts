/** How large the pictures are, as a person thinks of it: a shape, and how fine. */

import type { Size } from '../paint/cover';

const STEP = 8;
const LEAST = 64;
const MOST = 2048;

/** Width over height. */
export const SHAPES = { square: 1, wide: 16 / 9, tall: 9 / 16 } as const;

/** The size of that shape (width over height) with about as many pixels as a square of `side`; sides are multiples of 8. */
export function sizeOf(shape: number, side: number): Size {
  const fitted = (length: number): number => Math.min(MOST, Math.max(LEAST, Math.round(length / STEP) * STEP));
  return { width: fitted(side * Math.sqrt(shape)), height: fitted(side / Math.sqrt(shape)) };
}

/** The side of a square with as many pixels. */
export function sideOf({ width, height }: Size): number {
  return Math.sqrt(width * height);
}

/** The known shape that is nearest, or the window's if the size is much nearer to that. */
export function shapeOf({ width, height }: Size, window: number): keyof typeof SHAPES | 'window' {
  const away = (shape: number): number => Math.abs(Math.log(width / height / shape));
  const names = Object.keys(SHAPES) as (keyof typeof SHAPES)[];
  const nearest = names.reduce((best, name) => (away(SHAPES[name]) < away(SHAPES[best]) ? name : best));
  return away(window) < away(SHAPES[nearest]) / 2 ? 'window' : nearest;
}
