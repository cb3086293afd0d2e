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

const ATTRIBUTES: WebGLContextAttributes = {
  alpha: false,
  antialias: false,
  depth: false,
  powerPreference: 'low-power',
  failIfMajorPerformanceCaveat: true,
};
const PLAYED_BY_THE_PROCESSOR = /swiftshader|llvmpipe|softpipe|basic render|software/i;

/** WebGL where a graphics card does it, else a plain canvas: that is three times as fast as WebGL without a card. */
export function painterFor(canvas: HTMLCanvasElement): Painter {
  const gl = hasGraphicsCard(canvas.ownerDocument) ? canvas.getContext('webgl2', ATTRIBUTES) : null;
  return gl ? new GlPainter(gl) : new Canvas2dPainter(canvas);
}

/** Asked of a canvas of its own, since one that has given a WebGL context gives no other. */
function hasGraphicsCard(document: Document): boolean {
  const gl = document.createElement('canvas').getContext('webgl2', ATTRIBUTES);
  if (!gl) return false; // not every browser keeps to the caveat, so its name is looked at too
  const named = gl.getExtension('WEBGL_debug_renderer_info');
  const renderer = String(gl.getParameter(named ? named.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  return !PLAYED_BY_THE_PROCESSOR.test(renderer);
}
