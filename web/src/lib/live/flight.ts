/** Which of our frames are under way: at most two, so that nothing grows stale in a buffer that nobody sees. */

const WINDOW = 2;
const LOST_AFTER_MS = 2_000;

export class Flight {
  #sent: { stampUs: number; atMs: number }[] = [];

  /** Whether another may go. What did not come back within two seconds is counted as lost. */
  hasRoom(nowMs: number): boolean {
    this.#sent = this.#sent.filter(({ atMs }) => nowMs - atMs < LOST_AFTER_MS);
    return this.#sent.length < WINDOW;
  }

  sent(stampUs: number, atMs: number): void {
    this.#sent.push({ stampUs, atMs });
  }

  /** The frame with this stamp is back: when it was sent. Those before it were overtaken, and come no more. */
  back(stampUs: number): number | undefined {
    const found = this.#sent.find((frame) => frame.stampUs === stampUs);
    this.#sent = this.#sent.filter((frame) => frame.stampUs > stampUs);
    return found?.atMs;
  }

  /** The oldest came to nothing, as the server says. */
  failed(): void {
    this.#sent.shift();
  }

  clear(): void {
    this.#sent = [];
  }
}
