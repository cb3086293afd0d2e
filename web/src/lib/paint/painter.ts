/** What can put pictures on a canvas. */

import { Canvas2dPainter } from './canvas2d';
import type { Size } from './cover';
import { GlPainter } from './webgl';

export interface Painter {
  /** Take a picture over (it is closed here); `draw` fades to it from whatever is on show. */
  show(picture: ImageBitmap): void;
  /** `progress` of the fade, 0 to 1. */
  draw(progress: number): void;
  /** The canvas's backing pixels. What is on show has to be drawn again. */
  resize(size: Size): void;
  /** Let the graphics memory go. */
  close(): void;
}

/** WebGL on a graphics card, else WebGL without the costly scaling, else a plain canvas. */
export function painterFor(canvas: HTMLCanvasElement): Painter {
  const options: WebGLContextAttributes = { alpha: false, antialias: false, depth: false, powerPreference: 'low-power' };
  const fast = canvas.getContext('webgl2', { ...options, failIfMajorPerformanceCaveat: true });
  if (fast) return new GlPainter(fast, 'bicubic');
  const slow = canvas.getContext('webgl2', options);
  return slow ? new GlPainter(slow, 'bilinear') : new Canvas2dPainter(canvas);
}
