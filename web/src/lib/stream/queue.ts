/** Frames that wait for their moment. */

/** Anything with a moment: `atMs` on the clock of `performance.now()`. */
export interface Timed {
  readonly atMs: number;
}

/**
 * A few frames in order of arrival. What is too late is thrown away rather than shown in a hurry, and a full queue loses
 * its oldest: the dream never runs behind itself. `discard` gives back what a lost frame holds.
 */
export class PresentationQueue<T extends Timed> {
  dropped = 0;
  #waiting: T[] = [];

  constructor(
    private readonly discard: (item: T) => void,
    private readonly capacity = 4,
  ) {}

  get length(): number {
    return this.#waiting.length;
  }

  push(item: T): void {
    this.#waiting.push(item);
    if (this.#waiting.length > this.capacity) this.#drop(1);
  }

  /** The newest frame whose moment has come; those it overtakes are dropped. The caller owns what it gets. */
  due(nowMs: number): T | undefined {
    const due = this.#waiting.findLastIndex((item) => item.atMs <= nowMs);
    if (due < 0) return undefined;
    this.#drop(due);
    return this.#waiting.shift();
  }

  clear(): void {
    this.#waiting.splice(0).forEach(this.discard);
  }

  #drop(count: number): void {
    this.#waiting.splice(0, count).forEach(this.discard);
    this.dropped += count;
  }
}
