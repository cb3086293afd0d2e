/** The cross-fade without a graphics card. */

import { coverPart, type Size } from './cover';
import type { Painter } from './painter';

type Sheet = ImageBitmap | HTMLCanvasElement;

/** Draws both pictures over each other; a fade that is cut short is kept on a second canvas and goes on from there. */
export class Canvas2dPainter implements Painter {
  #older: Sheet | undefined;
  #newer: ImageBitmap | undefined;
  #progress = 1;
  readonly #context: CanvasRenderingContext2D;
  readonly #held: HTMLCanvasElement;

  constructor(private readonly canvas: HTMLCanvasElement) {
    const context = canvas.getContext('2d', { alpha: false });
    if (!context) throw new Error('This browser gives neither WebGL nor a plain canvas.');
    this.#context = context;
    this.#held = canvas.ownerDocument.createElement('canvas');
  }

  show(picture: ImageBitmap): void {
    const onShow = this.#newer && this.#progress < 1 ? this.#hold() : this.#newer;
    if (onShow !== this.#newer) this.#newer?.close();
    closeBitmap(this.#older);
    this.#older = onShow;
    this.#newer = picture;
    this.#progress = 0;
  }

  draw(progress: number): void {
    this.#progress = this.#older ? progress : 1;
    if (this.#older && this.#progress < 1) this.#lay(this.#older, 1);
    if (this.#newer) this.#lay(this.#newer, this.#progress);
  }

  resize({ width, height }: Size): void {
    this.canvas.width = width;
    this.canvas.height = height;
  }

  close(): void {
    closeBitmap(this.#older);
    this.#newer?.close();
    this.#older = this.#newer = undefined;
  }

  #hold(): HTMLCanvasElement {
    this.#held.width = this.canvas.width;
    this.#held.height = this.canvas.height;
    this.#held.getContext('2d')?.drawImage(this.canvas, 0, 0);
    return this.#held;
  }

  #lay(sheet: Sheet, alpha: number): void {
    const { width, height } = this.canvas;
    const part = coverPart(sheet, this.canvas);
    this.#context.globalAlpha = alpha;
    this.#context.drawImage(
      sheet,
      part.x * sheet.width, part.y * sheet.height, part.width * sheet.width, part.height * sheet.height,
      0, 0, width, height,
    ); // prettier-ignore
  }
}

function closeBitmap(sheet: Sheet | undefined): void {
  if (sheet instanceof ImageBitmap) sheet.close();
}
