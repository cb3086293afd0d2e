/** Filling a frame with a picture without distorting it. */

export interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * The part of a picture that is seen when it covers a frame: offset and extent, each as a share 0..1 of the picture's
 * width and height; always centred.
 */
export function coverPart(picture: Size, frame: Size): { x: number; y: number; width: number; height: number } {
  const ratio = (frame.width * picture.height) / (frame.height * picture.width);
  const width = Math.min(1, ratio);
  const height = Math.min(1, 1 / ratio);
  return { x: (1 - width) / 2, y: (1 - height) / 2, width, height };
}

const MOST_PIXELS = 4_200_000;
const MOST_RATIO = 2;

/** Backing pixels for a canvas of `css` size on a screen of `ratio` device pixels each: sharp, but never wasteful. */
export function backingSize(css: Size, ratio: number): Size {
  const wanted = Math.min(ratio, MOST_RATIO);
  const most = Math.sqrt(MOST_PIXELS / Math.max(1, css.width * css.height));
  const scale = Math.min(wanted, most);
  return { width: Math.max(1, Math.round(css.width * scale)), height: Math.max(1, Math.round(css.height * scale)) };
}
