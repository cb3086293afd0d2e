import { expect, test } from 'vitest';

import type { Status } from '../../src/lib/api/types';
import { activityOf } from '../../src/lib/dream/activity';

const LIVE: Status = {
  frame_number: 12, generation_time: 0.03, status: 'live', current_mode: 'hybrid', current_prompt: 'misty forest',
  cache_size: null, cache_hits: null, uptime_hours: 0.1, gpu_temp: null, vram_used_gb: null, paused: false,
  pause_reason: null, slowed: null, slow_reason: null, last_update: null, session_id: null, engine: 'procedural', model: 'procedural', next_engine: null, fps: 23.97,
  buffer_frames: null, buffer_seconds: null, cache_injections: null, collapse_score: null, colour_drift: null, progress: null,
  taste: 0.3, likes: 0, pictures_let_go: null, error: null,
}; // prettier-ignore

test.each([
  ['live', LIVE, { tone: 'well', headline: 'procedural', detail: '24 frames/s' }],
  ['a model named after its engine', { ...LIVE, model: 'procedural-1' }, { headline: 'procedural-1' }],
  ['a slow engine', { ...LIVE, model: 'sdxl', fps: 0.52 }, { headline: 'procedural · sdxl', detail: '0.5 frames/s' }],
  ['another engine on its way', { ...LIVE, next_engine: 'comfyui' }, { tone: 'busy', detail: 'opening comfyui' }],
  ['over a budget', { ...LIVE, slowed: 2, slow_reason: '38 % in use' }, { tone: 'resting', headline: 'Going 2 times slower', detail: '38 % in use' }],
  ['paused by hand', { ...LIVE, status: 'paused', pause_reason: 'manual' }, { tone: 'resting', detail: 'by hand' }],
  ['paused for a game', { ...LIVE, status: 'paused', pause_reason: 'a game runs' }, { detail: 'a game runs' }],
  ['paused twice', { ...LIVE, status: 'paused', pause_reason: 'manual, a game runs' }, { detail: 'by hand, a game runs' }],
  ['failing', { ...LIVE, status: 'error', error: 'The engine is gone.' }, { tone: 'failing', detail: 'The engine is gone.' }],
  ['waiting for its engine', { ...LIVE, status: 'starting', error: 'Waiting: nobody listens.' }, { tone: 'failing', headline: 'Starting', detail: 'Waiting: nobody listens.' }],
  ['a full disk', { ...LIVE, error: 'Recording waits.' }, { tone: 'failing', headline: 'Dreaming on', detail: 'Recording waits.' }],
  ['stopped', { ...LIVE, status: 'stopped' }, { tone: 'resting', headline: 'Stopped', detail: '' }],
] as [string, Status, object][])('%s', (_, status, words) => {
  expect(activityOf('up', status, 0)).toMatchObject(words);
});

test('a lost link says how old the picture is, whatever the last status was', () => {
  expect(activityOf('lost', LIVE, 4)).toEqual({ tone: 'failing', headline: 'Reconnecting', detail: 'stale 4 s' });
});

test('a server that never answered is not called stale', () => {
  expect(activityOf('lost', undefined, 0).headline).toBe('The dream does not answer');
  expect(activityOf('opening', undefined, 0).tone).toBe('busy');
});
