/** Two clocks made one: the server's, and that of this page. */

const REMEMBERED = 120;
const LATENESS_SHARE = 0.9;
const LONGEST_DELAY_MS = 250;
const DELAY_SLEW = 0.1;

/**
 * The server's monotonic clock in terms of `performance.now()`.
 *
 * A message says when it was sent; it arrives that long, plus its journey, later. The least such difference of the last
 * 120 messages holds the shortest journey, and is the best that can be known without asking the server for the time.
 */
export class ServerClock {
  #offsetsMs: number[] = [];

  /** A message that the server stamped at `sentUs` arrived here at `arrivedMs`. */
  observe(sentUs: number, arrivedMs: number): void {
    this.#offsetsMs.push(arrivedMs - sentUs / 1000);
    if (this.#offsetsMs.length > REMEMBERED) this.#offsetsMs.shift();
  }

  /** Forget everything: the server may be another one now. */
  reset(): void {
    this.#offsetsMs = [];
  }

  /** When `serverUs` is here, in ms; `undefined` before anything was observed. */
  toLocalMs(serverUs: number): number | undefined {
    if (this.#offsetsMs.length === 0) return undefined;
    return serverUs / 1000 + Math.min(...this.#offsetsMs);
  }
}

/**
 * How long to hold every frame back so that nine in ten come in time: evenly late looks better than unevenly on time.
 * At most 250 ms, and it moves slowly, so that the flow is not seen to stutter while it adapts.
 */
export class Playout {
  #latenessMs: number[] = [];
  #delayMs = 0;

  get delayMs(): number {
    return this.#delayMs;
  }

  /** A frame was ready `lateMs` after its time (negative: before it). */
  observe(lateMs: number): void {
    this.#latenessMs.push(Math.min(Math.max(lateMs, 0), LONGEST_DELAY_MS));
    if (this.#latenessMs.length > REMEMBERED) this.#latenessMs.shift();
    const sorted = this.#latenessMs.toSorted((a, b) => a - b);
    const wanted = sorted[Math.floor(LATENESS_SHARE * (sorted.length - 1))] ?? 0;
    this.#delayMs += (wanted - this.#delayMs) * DELAY_SLEW;
  }

  reset(): void {
    this.#latenessMs = [];
    this.#delayMs = 0;
  }
}
