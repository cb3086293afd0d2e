/** What the dream is doing, in words. */

import type { Status } from '../api/types';

/** The link to the server: before the first greeting, greeted, or lost and tried again. */
export type Link = 'opening' | 'up' | 'lost';

export type Tone = 'busy' | 'well' | 'resting' | 'failing';

/** `detail` may be empty. */
export interface Activity {
  readonly tone: Tone;
  readonly headline: string;
  readonly detail: string;
}

/** `staleS`: age of the picture on show in whole seconds. */
export function activityOf(link: Link, status: Status | undefined, staleS: number): Activity {
  if (link === 'lost') return lost(staleS, status !== undefined);
  if (!status) return { tone: 'busy', headline: 'Opening the window', detail: '' };
  return IN_WORDS[status.status](status);
}

function lost(staleS: number, everUp: boolean): Activity {
  if (!everUp) return { tone: 'failing', headline: 'The dream does not answer', detail: 'Trying again' };
  return { tone: 'failing', headline: 'Reconnecting', detail: `stale ${staleS} s` };
}

const IN_WORDS: Record<Status['status'], (status: Status) => Activity> = {
  starting: (status) => {
    if (status.error !== null) return { tone: 'failing', headline: 'Starting', detail: status.error };
    return { tone: 'busy', headline: 'Starting', detail: engineOf(status) };
  },
  live: (status) => {
    if (status.error !== null) return { tone: 'failing', headline: 'Dreaming on', detail: status.error };
    if (status.next_engine !== null) return { tone: 'busy', headline: 'Dreaming on', detail: `opening ${status.next_engine}` };
    if (status.slowed !== null) return { tone: 'resting', headline: `Going ${status.slowed} times slower`, detail: status.slow_reason ?? '' };
    return { tone: 'well', headline: engineOf(status) || 'Dreaming', detail: rateOf(status) };
  },
  buffering: () => ({ tone: 'busy', headline: 'Gathering frames', detail: 'the picture stays' }),
  paused: ({ pause_reason }) => ({ tone: 'resting', headline: 'Paused', detail: pauseOf(pause_reason) }),
  error: ({ error }) => ({ tone: 'failing', headline: 'Mending', detail: error ?? '' }),
  stopped: ({ error }) => ({ tone: 'resting', headline: 'Stopped', detail: error ?? '' }),
};

/** A model that is named after its engine says it all. */
function engineOf({ engine, model }: Status): string {
  if (!engine || !model) return engine ?? model ?? '';
  return model.startsWith(engine) ? model : `${engine} · ${model}`;
}

function rateOf({ fps }: Status): string {
  return fps === null ? '' : `${fps.toFixed(fps < 10 ? 1 : 0)} frames/s`;
}

/** Several reasons may hold at once. */
function pauseOf(reasons: string | null): string {
  return (reasons ?? 'manual').replace(/\bmanual\b/, 'by hand');
}
