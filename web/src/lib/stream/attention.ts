/** A page that nobody has looked at for a while lets its socket go, so that the dream may rest. */

import type { Timers } from './connection';

const PATIENCE_MS = 30_000;

export class Attention {
  #leaving: number | undefined;
  #away = false;

  constructor(
    private readonly timers: Timers,
    private readonly go: () => void,
    private readonly back: () => void,
  ) {}

  /** Whether somebody can see the page has changed, or may have. */
  noticed(seen: boolean): void {
    if (this.#leaving !== undefined) this.timers.clear(this.#leaving);
    this.#leaving = undefined;
    if (!seen && !this.#away) this.#leaving = this.timers.set(() => this.#leave(), PATIENCE_MS);
    if (!seen || !this.#away) return;
    this.#away = false;
    this.back();
  }

  /** Nobody sees it, and nobody will before `noticed` says so: there is no need to be patient. */
  rest(): void {
    this.close();
    if (!this.#away) this.#leave();
  }

  /** The page is closed: no more of this. */
  close(): void {
    if (this.#leaving !== undefined) this.timers.clear(this.#leaving);
    this.#leaving = undefined;
  }

  #leave(): void {
    this.#leaving = undefined;
    this.#away = true;
    this.go();
  }
}
