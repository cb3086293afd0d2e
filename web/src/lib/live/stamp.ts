/** A number below the picture, which comes back through a video codec: 16 bits and their inverse, as black and white cells. */

const BITS = 16;
const CELLS = 2 * BITS;
const BRIGHT = 128;
export const LARGEST = 2 ** BITS - 1;

/** Rows of the strip below a picture of `height` rows. The server's `imaging/stamp.py` says the same. */
export function stripHeight(height: number): number {
  return Math.max(2, 2 * Math.round(height / 64));
}

/** Rows of the picture in an image of `total` rows that has a strip below it. */
export function pictureHeight(total: number): number {
  return total - Math.max(2, 2 * Math.round(total / 66));
}

/** The cells of a number's strip, from the left: whether each is white. */
export function cellsOf(stamp: number): boolean[] {
  const bits = Array.from({ length: BITS }, (_, index) => ((stamp >> (BITS - 1 - index)) & 1) === 1);
  return [...bits, ...bits.map((bit) => !bit)];
}

/** The number that 32 cells' brightness says, 0 to 255 each; undefined if they contradict themselves. */
export function stampOf(brightness: readonly number[]): number | undefined {
  const cells = brightness.map((value) => value > BRIGHT);
  if (cells.length !== CELLS) return undefined;
  let stamp = 0;
  for (let index = 0; index < BITS; index++) {
    if (cells[index] === cells[index + BITS]) return undefined;
    stamp = stamp * 2 + Number(cells[index]);
  }
  return stamp;
}

type Context = CanvasRenderingContext2D;

/** Draw the strip of `stamp` across the canvas, from row `top` on. */
export function drawStamp(context: Context, stamp: number, top: number, width: number, height: number): void {
  context.fillStyle = '#000';
  context.fillRect(0, top, width, height);
  context.fillStyle = '#fff';
  cellsOf(stamp).forEach((white, index) => {
    const left = Math.ceil((index * width) / CELLS);
    if (white) context.fillRect(left, top, Math.ceil(((index + 1) * width) / CELLS) - left, height);
  });
}

const READ = 4;

/** Reads the strips of a video's pictures. */
export class StampReader {
  readonly #context: Context | null;

  constructor() {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [CELLS * READ, 1];
    this.#context = canvas.getContext('2d', { alpha: false, willReadFrequently: true });
  }

  read(video: HTMLVideoElement): number | undefined {
    const { videoWidth: width, videoHeight: total } = video;
    const top = pictureHeight(total);
    const middle = top + (total - top) / 4;
    this.#context?.drawImage(video, 0, middle, width, (total - top) / 2, 0, 0, CELLS * READ, 1);
    const pixels = this.#context?.getImageData(0, 0, CELLS * READ, 1).data;
    if (!pixels) return undefined;
    return stampOf(Array.from({ length: CELLS }, (_, cell) => pixels[(cell * READ + READ / 2) * 4 + 1]!));
  }
}
