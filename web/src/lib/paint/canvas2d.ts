/** The cross-fade without a graphics card. */

import { coverPart, type Size } from './cover';
import type { Painter } from './painter';

type Sheet = ImageBitmap | HTMLCanvasElement;

/**
 * Mixes two pictures at their own size, and lays the mixture over the window: to enlarge both first takes three times as
 * long. A fade that is cut short goes on from its mixture.
 */
export class Canvas2dPainter implements Painter {
  #older: Sheet | undefined;
  #newer: ImageBitmap | undefined;
  #mixture: HTMLCanvasElement;
  #spare: HTMLCanvasElement;
  #progress = 1;

  constructor(private readonly canvas: HTMLCanvasElement) {
    [this.#mixture, this.#spare] = [0, 1].map(() => canvas.ownerDocument.createElement('canvas')) as [
      HTMLCanvasElement,
      HTMLCanvasElement,
    ];
  }

  show(picture: ImageBitmap): void {
    if (this.#older instanceof ImageBitmap) this.#older.close();
    if (this.#newer && this.#progress < 1) {
      this.#newer.close();
      this.#older = this.#mixture;
      [this.#mixture, this.#spare] = [this.#spare, this.#mixture];
    } else {
      this.#older = this.#newer;
    }
    this.#newer = picture;
    this.#progress = 0;
  }

  draw(progress: number): void {
    if (!this.#newer) return;
    this.#progress = this.#older ? progress : 1;
    if (!this.#older || progress === 1) return lay(this.canvas, this.#newer, 1);
    fit(this.#mixture, this.#newer);
    lay(this.#mixture, this.#older, 1);
    lay(this.#mixture, this.#newer, progress);
    lay(this.canvas, this.#mixture, 1);
  }

  resize(size: Size): void {
    fit(this.canvas, size);
  }

  close(): void {
    for (const sheet of [this.#older, this.#newer]) if (sheet instanceof ImageBitmap) sheet.close();
    this.#older = this.#newer = undefined;
  }
}

/** Give the canvas that size; what was on it is gone, if it had another. */
function fit(canvas: HTMLCanvasElement, { width, height }: Size): void {
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
}

/** Cover the canvas with a sheet. */
function lay(canvas: HTMLCanvasElement, sheet: Sheet, alpha: number): void {
  const context = canvas.getContext('2d', { alpha: false });
  if (!context) throw new Error('This browser gives no canvas to draw on.');
  const { x, y, width, height } = coverPart(sheet, canvas);
  const [w, h] = [sheet.width, sheet.height];
  context.globalAlpha = alpha;
  context.drawImage(sheet, x * w, y * h, width * w, height * h, 0, 0, canvas.width, canvas.height);
}
