/** Runs in words. */

import type { Run } from '../api/types';

export type Tone = 'well' | 'waiting' | 'bad' | 'over';

const STATES: Readonly<Record<Run['state'], readonly [words: string, tone: Tone]>> = {
  running: ['running', 'well'],
  ready: ['running', 'well'],
  starting: ['starting', 'waiting'],
  waiting: ['waiting to start again', 'waiting'],
  foreign: ['another program is used', 'waiting'],
  completed: ['completed', 'over'],
  stopped: ['stopped', 'over'],
  aborted: ['stopped', 'over'],
  failed: ['failed', 'bad'],
  died: ['died', 'bad'],
};

/** What is to be said of its state, and how it sounds. */
export function stateOf(run: Run): { words: string; tone: Tone } {
  if (run.stopping) return { words: 'stopping', tone: 'waiting' };
  const [words, tone] = STATES[run.state];
  return { words: run.kind === 'engine' && run.state === 'completed' ? 'stopped' : words, tone };
}

/** Of runs that are over, newest first, those from which their program can be started again: it does not run now. */
export function toBeginAgain(runs: readonly Run[]): ReadonlySet<string> {
  const seen = new Set(runs.filter((run) => run.is_open).map(({ name }) => name));
  const found = new Set<string>();
  for (const run of runs) {
    if (run.is_open || !run.can_restart || seen.has(run.name)) continue;
    seen.add(run.name);
    found.add(run.id);
  }
  return found;
}

/** Which run the address bar names, after the place's own name; none for what is no address. */
export function idOf(within: string): string | undefined {
  try {
    return decodeURIComponent(/^\/([^/?]+)/.exec(within)?.[1] ?? '') || undefined;
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}

/** `8 s`, `4 min`, `3 h 20 min`, `2 days 4 h`: two figures at most. */
export function lasting(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return minutes % 60 ? `${hours} h ${minutes % 60} min` : `${hours} h`;
  const days = Math.floor(hours / 24);
  const told = days === 1 ? '1 day' : `${days} days`;
  return hours % 24 ? `${told} ${hours % 24} h` : told;
}

/** A line of a log: the time it begins with as `clock`, if it does; the whole `stamp` says the day too. */
export function partsOf(line: string): { stamp: string; clock: string; text: string } {
  const [, stamp = '', clock = '', text = ''] = /^(\d{4}-\d\d-\d\dT(\d\d:\d\d:\d\d)\S*) (.*)$/s.exec(line) ?? [];
  return stamp ? { stamp, clock, text } : { stamp: '', clock: '', text: line };
}

/** How long it has run, or ran. */
export const timeOf = (run: Run, now: number): string =>
  lasting((run.ended_at ? Date.parse(run.ended_at) : now) - Date.parse(run.began_at));

/** Who and what it is about. */
export function aboutOf(run: Run): string {
  const who = [run.subject_id, run.user_id && `by ${run.user_id}`].filter(Boolean).join(' ');
  return run.kind === 'engine' ? (run.url ?? '') : who;
}
