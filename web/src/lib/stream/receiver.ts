/** From the bytes of a message to a picture with its moment. */

import type { Picture } from '../paint/screen';
import { Flag, type FrameHeader, Payload, readHeader } from '../wire/header';
import { Playout, ServerClock } from './clock';
import type { PresentationQueue } from './queue';

const LONGEST_AHEAD_MS = 2_000;
const LONGEST_FADE_MS = 4_000;

export interface ReceiverOptions {
  readonly queue: PresentationQueue<Picture>;
  readonly decode: (encoded: Blob) => Promise<ImageBitmap>;
  /** The frame `seq` was dealt with: another may be sent. */
  readonly acknowledge: (seq: number) => void;
  /** A picture waits in the queue. */
  readonly arrived: () => void;
  /** While nobody can see the picture it is kept, but not decoded. */
  readonly visible: () => boolean;
}

export class Receiver {
  readonly clock = new ServerClock();
  readonly #playout = new Playout();
  #newestSeq = 0;
  #newest: Blob | undefined;
  #lastArrivalMs: number | undefined;
  undecodable = 0;

  constructor(private readonly options: ReceiverOptions) {}

  /** When the last frame came; `undefined` before the first. */
  get lastArrivalMs(): number | undefined {
    return this.#lastArrivalMs;
  }

  /** A new socket: its frames count from 1 again, and its server may be another one. */
  restart(): void {
    this.clock.reset();
    this.#playout.reset();
    this.#newestSeq = 0;
  }

  /** Take one binary message. Never throws for what is in it. */
  async take(message: ArrayBuffer, nowMs: number): Promise<void> {
    const read = readHeader(message);
    if (!read) {
      this.undecodable++;
      return;
    }
    const { header, payload } = read;
    this.#lastArrivalMs = nowMs;
    this.#newest = new Blob([payload], { type: header.kind === Payload.WEBP ? 'image/webp' : 'image/jpeg' });
    const timed = this.#timing(header, nowMs);
    if (this.options.visible()) await this.#enqueue(this.#newest, header.seq, timed);
    this.options.acknowledge(header.seq);
  }

  /** Show the newest frame again, at once: the canvas is new, or can be seen again. */
  async again(nowMs: number): Promise<void> {
    if (this.#newest) await this.#enqueue(this.#newest, this.#newestSeq, { atMs: nowMs, fadeMs: 0 });
  }

  async #enqueue(encoded: Blob, seq: number, timed: { atMs: number; fadeMs: number }): Promise<void> {
    let bitmap: ImageBitmap;
    try {
      bitmap = await this.options.decode(encoded);
    } catch {
      this.undecodable++; // the next frame is on its way: what is on show stays until then
      return;
    }
    if (seq < this.#newestSeq) return bitmap.close();
    this.#newestSeq = seq;
    this.options.queue.push({ bitmap, ...timed });
    this.options.arrived();
  }

  #timing(header: FrameHeader, nowMs: number): { atMs: number; fadeMs: number } {
    this.clock.observe(header.endedUs, nowMs);
    const meantMs = (header.flags & Flag.DREAM && this.clock.toLocalMs(header.presentAtUs)) || nowMs;
    this.#playout.observe(nowMs - meantMs);
    const atMs = Math.min(Math.max(meantMs + this.#playout.delayMs, nowMs), nowMs + LONGEST_AHEAD_MS);
    const fadeMs = header.flags & Flag.CUT ? 0 : Math.min(header.durationUs / 1000, LONGEST_FADE_MS);
    return { atMs, fadeMs };
  }
}
