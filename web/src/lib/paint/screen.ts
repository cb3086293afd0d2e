/** The loop that brings waiting pictures onto a canvas, one look per display refresh, and sleeps when nothing moves. */

import type { PresentationQueue, Timed } from '../stream/queue';
import type { Painter } from './painter';

/** A decoded frame, when to begin showing it, and how long the fade to it takes (0: a cut). */
export interface Picture extends Timed {
  readonly bitmap: ImageBitmap;
  readonly fadeMs: number;
}

/** What of a window the loop uses. */
export interface View {
  requestAnimationFrame(callback: (nowMs: number) => void): number;
  cancelAnimationFrame(handle: number): void;
}

export interface ScreenOptions {
  /** Sees each picture before the painter takes it over. */
  readonly noticed: (bitmap: ImageBitmap) => void;
  /** The person wants no fades. */
  readonly cutsOnly: () => boolean;
}

const ONE_REFRESH_MS = 17;

export class Screen {
  #fade = { startMs: 0, lengthMs: 0 };
  #asked: number | undefined;
  #stale = false;

  constructor(
    private readonly painter: Painter,
    private readonly queue: PresentationQueue<Picture>,
    private readonly view: View,
    private readonly options: ScreenOptions,
  ) {}

  /** There may be something to draw. */
  wake(): void {
    this.#asked ??= this.view.requestAnimationFrame(this.#look);
  }

  /** The canvas lost what was on it. */
  redraw(): void {
    this.#stale = true;
    this.wake();
  }

  close(): void {
    if (this.#asked !== undefined) this.view.cancelAnimationFrame(this.#asked);
    this.painter.close();
  }

  readonly #look = (nowMs: number): void => {
    this.#asked = undefined;
    const picture = this.queue.due(nowMs);
    if (picture) this.#begin(picture, nowMs);
    const wasFading = this.#fade.lengthMs > 0;
    const progress = this.#progress(nowMs);
    if (picture || wasFading || this.#stale) this.painter.draw(progress);
    this.#stale = false;
    if (progress === 1) this.#fade.lengthMs = 0;
    if (progress < 1 || this.queue.length > 0) this.wake();
  };

  #begin(picture: Picture, nowMs: number): void {
    this.options.noticed(picture.bitmap);
    this.painter.show(picture.bitmap);
    const lengthMs = this.options.cutsOnly() ? 0 : picture.fadeMs;
    this.#fade = { startMs: Math.max(picture.atMs, nowMs - ONE_REFRESH_MS), lengthMs };
  }

  #progress(nowMs: number): number {
    const { startMs, lengthMs } = this.#fade;
    return lengthMs <= 0 ? 1 : Math.min(1, Math.max(0, (nowMs - startMs) / lengthMs));
  }
}
