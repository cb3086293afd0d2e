/** How old the picture is, and where its time went. One clock stamps a frame at capture and reads it when it is painted. */

import type { FrameHeader } from '../wire/header';

export const STAGES = ['camera', 'uplink', 'wait', 'decode', 'engine', 'encode', 'downlink', 'paint'] as const;
export type Stage = (typeof STAGES)[number];

export interface Spread {
  readonly p50: number;
  readonly p95: number;
}

/** When a frame passed where, in ms on this page's clock. */
export interface Passage {
  readonly capturedMs: number;
  readonly sentMs: number;
  readonly arrivedMs: number;
  readonly paintedMs: number;
}

/** When the server had a frame, began with it, and had it ready, on its own clock. */
export type Times = Pick<FrameHeader, 'receivedUs' | 'startedUs' | 'endedUs'>;

const REMEMBERED = 120;

class Recent {
  #values: number[] = [];

  add(value: number): void {
    this.#values.push(value);
    if (this.#values.length > REMEMBERED) this.#values.shift();
  }

  clear(): void {
    this.#values = [];
  }

  get least(): number | undefined {
    return this.#values.length ? Math.min(...this.#values) : undefined;
  }

  get spread(): Spread | undefined {
    if (this.#values.length === 0) return undefined;
    const sorted = this.#values.toSorted((a, b) => a - b);
    const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
    return { p50: at(0.5), p95: at(0.95) };
  }
}

/**
 * The age needs this page's clock alone. To part the way up from the way down the server's clock is needed too: the
 * quickest of the last frames is taken to have been as long on the one as on the other.
 */
export class Delays {
  #age = new Recent();
  #camera = new Recent();
  #wait = new Recent();
  #up = new Recent();
  #down = new Recent();
  #paint = new Recent();

  /** A frame was painted; `times` are the server's, if it said them. */
  observe(passage: Passage, times: Times | undefined): void {
    this.#age.add(passage.paintedMs - passage.capturedMs);
    this.#camera.add(passage.sentMs - passage.capturedMs);
    this.#paint.add(passage.paintedMs - passage.arrivedMs);
    if (times) this.#between(passage, times);
  }

  #between(passage: Passage, header: Times): void {
    this.#up.add(header.receivedUs / 1000 - passage.sentMs);
    this.#wait.add((header.startedUs - header.receivedUs) / 1000);
    this.#down.add(passage.arrivedMs - header.endedUs / 1000);
  }

  /** What comes from now on went another way. */
  clear(): void {
    for (const recent of [this.#age, this.#camera, this.#wait, this.#up, this.#down, this.#paint]) recent.clear();
  }

  /** From the camera to the screen. */
  get age(): Spread | undefined {
    return this.#age.spread;
  }

  /** The stages that are known on this side of the line. */
  stage(name: Stage): Spread | undefined {
    const apartMs = ((this.#up.least ?? 0) - (this.#down.least ?? 0)) / 2;
    if (name === 'camera') return this.#camera.spread;
    if (name === 'wait') return this.#wait.spread;
    if (name === 'uplink') return moved(this.#up.spread, -apartMs);
    if (name === 'downlink') return moved(this.#down.spread, apartMs);
    return name === 'paint' ? this.#paint.spread : undefined;
  }
}

function moved(spread: Spread | undefined, byMs: number): Spread | undefined {
  return spread && { p50: spread.p50 + byMs, p95: spread.p95 + byMs };
}
