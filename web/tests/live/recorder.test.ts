import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { Recorder } from '../../src/lib/live/recorder.svelte';

const view = (changes: object) => ({
  id: '20261121_rec', of: 'live', state: 'running', reason: null, seconds: 0, frames: 0, dropped: 0, films: ['recording'], folder: '/x', ...changes,
});

let asked: string[];
let bodies: unknown[];
let answers: (Response | Error)[];
let recorder: Recorder;

const says = (body: object, status = 200) => answers.push(new Response(JSON.stringify(body), { status }));

beforeEach(() => {
  vi.useFakeTimers();
  [asked, bodies, answers] = [[], [], []];
  const fetch = (path: string, init?: RequestInit) => {
    asked.push(`${init?.method} ${path}`);
    if (init?.body) bodies.push(JSON.parse(String(init.body)));
    const answer = answers.shift() ?? new Error('nothing was expected');
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  };
  recorder = new Recorder({ fetch, token: () => 'mine' });
});

afterEach(() => vi.useRealTimers());

test('it records this camera, is followed, and is kept when it ends', async () => {
  says(view({}), 201);
  await recorder.toggle();
  expect(bodies).toEqual([{ of: 'live', token: 'mine' }]);
  says(view({ seconds: 1, frames: 24 }));
  await vi.advanceTimersByTimeAsync(1000);
  expect(recorder.running?.seconds).toBe(1);
  says(view({ state: 'completed', seconds: 1.5, frames: 36 }));
  await recorder.toggle();
  expect([recorder.running, recorder.kept?.seconds, recorder.trouble]).toEqual([undefined, 1.5, '']);
  expect(asked).toEqual(['POST api/recordings', 'GET api/recordings/20261121_rec', 'POST api/recordings/20261121_rec/stop']);
  await vi.advanceTimersByTimeAsync(5000);
  expect(asked).toHaveLength(3);
});

test('a full disk ends it and is said; what was recorded is there', async () => {
  says(view({}), 201);
  await recorder.toggle();
  says(view({ state: 'aborted', reason: 'The disk is full.', frames: 5, seconds: 0.2 }));
  await vi.advanceTimersByTimeAsync(1000);
  expect([recorder.running, recorder.kept?.frames, recorder.trouble]).toEqual([undefined, 5, 'The disk is full.']);
});

test('a refusal says why', async () => {
  says({ detail: 'Four recordings are running.', remedy: 'End one.' }, 503);
  await recorder.toggle();
  expect([recorder.running, recorder.trouble]).toEqual([undefined, 'Four recordings are running. End one.']);
});

test('a server that is away for a moment is asked again; a new one knows it no more', async () => {
  says(view({}), 201);
  await recorder.toggle();
  answers.push(new Error('away'));
  await vi.advanceTimersByTimeAsync(1000);
  expect(recorder.running).toBeDefined();
  says({ detail: 'There is no such recording.' }, 404);
  await vi.advanceTimersByTimeAsync(1000);
  expect([recorder.running, recorder.trouble]).toEqual([undefined, expect.stringContaining('broke off with the server')]);
});

test('one whose end did not get through is still followed', async () => {
  says(view({}), 201);
  await recorder.toggle();
  answers.push(new Error('away'));
  await recorder.toggle();
  expect(recorder.running).toBeDefined();
  says(view({ state: 'completed', frames: 9 }));
  await vi.advanceTimersByTimeAsync(1000);
  expect([recorder.running, recorder.kept?.frames]).toEqual([undefined, 9]);
});
