/** The last minutes, laid out to look back at. */

import type { Moment, Moments } from '../api/types';
import type { Dream } from './dream.svelte';

const KNOWN_EVERY_S = 0.5;
const SHOWN_EVERY_S = 2;
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
    const refresh = async (): Promise<void> => this.#take(await dream.peek((api) => api.history(KNOWN_EVERY_S)));
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
    this.moments = thinned(moments, this.moments, SHOWN_EVERY_S);
  }
}

/**
 * One moment in about `everyS` seconds, oldest first. Those that were `shown` stay for as long as they are remembered, so
 * that nothing moves under the pointer.
 */
export function thinned(moments: readonly Moment[], shown: readonly Moment[], everyS: number): Moment[] {
  const before = new Set(shown.map(({ number }) => number));
  const kept = moments.filter(({ number }) => before.has(number));
  const newest = kept.at(-1)?.number ?? -Infinity;
  for (const moment of moments) {
    const last = kept.at(-1);
    if (moment.number > newest && (!last || last.age_s - moment.age_s >= everyS)) kept.push(moment);
  }
  return kept;
}

/** How long ago, in words. */
export function ago(seconds: number): string {
  if (seconds < 1.5) return 'just now';
  return seconds < 90 ? `${Math.round(seconds)} s ago` : `${Math.round(seconds / 60)} min ago`;
}
