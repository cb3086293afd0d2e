/** The last minutes, laid out to look back at. */

import type { Moment, Moments } from '../api/types';
import type { Dream } from './dream.svelte';

const EVERY_S = 2;
const REFRESH_MS = 2_000;
export const KEPT_S = 30;

export class Rewind {
  moments = $state.raw<readonly Moment[]>([]);
  #number = $state<number>();
  #session = '';

  /** The moment that is looked at, instead of now; it goes when it is forgotten. */
  get looked(): Moment | undefined {
    return this.moments.find(({ number }) => number === this.#number);
  }

  look(moment: Moment | undefined): void {
    this.#number = moment?.number;
  }

  /** Follow the dream's history; the answer ends it. */
  follow(dream: Dream): () => void {
    const refresh = async (): Promise<void> => this.#take(await dream.peek((api) => api.history(EVERY_S)));
    void refresh();
    const timer = window.setInterval(() => void refresh(), REFRESH_MS);
    return () => {
      clearInterval(timer);
      this.look(undefined);
    };
  }

  /** Where the picture of a moment is. Another run counts its frames from 1 again. */
  address({ number }: Moment): string {
    return `api/dream/history/${number}.jpg?run=${encodeURIComponent(this.#session)}`;
  }

  #take(history: Moments | undefined): void {
    if (!history) return;
    const { session_id, moments } = history;
    this.#session = session_id ?? '';
    this.moments = moments;
  }
}

/** How long ago, in words. */
export function ago(seconds: number): string {
  if (seconds < 1.5) return 'just now';
  return seconds < 90 ? `${Math.round(seconds)} s ago` : `${Math.round(seconds / 60)} min ago`;
}
