import { expect, test } from 'vitest';

import type { Run } from '../../src/lib/api/types';
import { aboutOf, idOf, lasting, partsOf, stateOf, timeOf, toBeginAgain } from '../../src/lib/runs/saying';
import { run } from './run';

test.each([
  [0, '0 s'],
  [59_999, '59 s'],
  [60_000, '1 min'],
  [3_600_000, '1 h'],
  [12_000_000, '3 h 20 min'],
  [90_000_000, '1 day 1 h'],
  [172_800_000, '2 days'],
  [-5_000, '0 s'],
])('%i ms is %s', (ms, words) => expect(lasting(ms)).toBe(words));

test.each<[Partial<Run>, string, string]>([
  [{ state: 'running' }, 'running', 'well'],
  [{ state: 'ready' }, 'running', 'well'],
  [{ state: 'waiting' }, 'waiting to start again', 'waiting'],
  [{ state: 'ready', stopping: true }, 'stopping', 'waiting'],
  [{ state: 'died' }, 'died', 'bad'],
  [{ state: 'aborted' }, 'stopped', 'over'],
  [{ state: 'completed' }, 'completed', 'over'],
  [{ state: 'completed', kind: 'engine' }, 'stopped', 'over'],
])('%o', (said, words, tone) => expect(stateOf(run(said))).toEqual({ words, tone }));

test('a program that does not run can be started again from its newest run', () => {
  const over = { is_open: false, can_restart: true, kind: 'engine' } as const;
  const runs = [
    run({ id: 'now', name: 'camera', is_open: true, can_restart: true }),
    run({ id: 'camera before', name: 'camera', ...over }),
    run({ id: 'comfyui', name: 'comfyui', ...over }),
    run({ id: 'comfyui before', name: 'comfyui', ...over }),
    run({ id: 'task', is_open: false }),
  ];
  expect([...toBeginAgain(runs)]).toEqual(['comfyui']);
});

test('its time goes on until it ends', () => {
  const began_at = '2026-11-21T09:00:00Z';
  expect(timeOf(run({ began_at }), Date.parse(began_at) + 8_000)).toBe('8 s');
  expect(timeOf(run({ began_at, ended_at: '2026-11-21T09:04:00Z' }), Date.now())).toBe('4 min');
});

test.each([
  ['', undefined],
  ['/', undefined],
  ['/sessions.one', 'sessions.one'],
  ['/elsewhere~1%2F2', 'elsewhere~1/2'],
  ['/%E0%A4%A', undefined],
])('the address %o names %o', (within, id) => expect(idOf(within)).toBe(id));

test('the time that a line begins with is set apart', () => {
  const stamp = '2026-11-21T16:29:06.337+00:00';
  expect(partsOf(`${stamp} frame 1`)).toEqual({ stamp, clock: '16:29:06', text: 'frame 1' });
  expect(partsOf('no time')).toEqual({ stamp: '', clock: '', text: 'no time' });
});

test('who an experiment is about, and where a program answers', () => {
  expect(aboutOf(run({ kind: 'experiment', subject_id: 'mouse_001', user_id: 'ada' }))).toBe('mouse_001 by ada');
  expect(aboutOf(run({ kind: 'experiment' }))).toBe('');
  expect(aboutOf(run({ kind: 'engine', url: 'http://127.0.0.1:8188/' }))).toBe('http://127.0.0.1:8188/');
});
