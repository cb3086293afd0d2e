/** Pictures under way as video: when each was taken and sent, and what the server said of it, by the number below it. */

import type { Times } from './delays';

export interface Filmed {
  readonly capturedMs: number;
  readonly sentMs: number;
}

const REMEMBERED = 256;

class Lately<T> {
  #values = new Map<number, T>();

  set(stamp: number, value: T): void {
    this.#values.delete(stamp);
    this.#values.set(stamp, value);
    for (const oldest of this.#values.keys()) {
      if (this.#values.size <= REMEMBERED) break;
      this.#values.delete(oldest);
    }
  }

  get(stamp: number): T | undefined {
    return this.#values.get(stamp);
  }

  clear(): void {
    this.#values.clear();
  }
}

export class Passages {
  #filmed = new Lately<Filmed>();
  #times = new Lately<Times>();

  filmed(stamp: number, filmed: Filmed): void {
    this.#filmed.set(stamp, filmed);
  }

  /** The server's own times of a picture. They may come before it or after it. */
  told(stamp: number, times: Times): void {
    this.#times.set(stamp, times);
  }

  of(stamp: number | undefined): { filmed: Filmed; times: Times | undefined } | undefined {
    const filmed = stamp === undefined ? undefined : this.#filmed.get(stamp);
    return filmed && { filmed, times: this.#times.get(stamp!) };
  }

  clear(): void {
    this.#filmed.clear();
    this.#times.clear();
  }
}
