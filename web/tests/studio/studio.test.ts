import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { Studio } from '../../src/lib/studio/studio.svelte';

const door = { name: 'door', place: 'rtsp://door', state: 'waiting', says: 'It has broken off.', pictures: 0, fps: 0 };

let asked: string[];
let states: string[];
let refused: object | undefined;
let studio: Studio;

beforeEach(() => {
  vi.useFakeTimers();
  [asked, states, refused] = [[], ['waiting'], undefined];
  const fetch = async (path: string, init?: RequestInit) => {
    asked.push(`${init?.method} ${path} ${init?.body ?? ''}`.trim());
    if (init?.method === 'POST' && refused) return new Response(JSON.stringify(refused), { status: 404 });
    if (path === 'api/sources') return new Response(JSON.stringify({ sources: [{ ...door, state: states.shift() ?? 'playing' }] }));
    return new Response(JSON.stringify({ sinks: [] }));
  };
  studio = new Studio(fetch);
});

afterEach(() => vi.useRealTimers());

test('it is looked at until nobody looks any more', async () => {
  const end = studio.follow();
  await vi.advanceTimersByTimeAsync(0);
  expect(studio.sources[0]).toMatchObject({ state: 'waiting', says: 'It has broken off.' });
  await vi.advanceTimersByTimeAsync(2_000);
  expect(studio.sources[0]?.state).toBe('playing');
  end();
  const before = asked.length;
  await vi.advanceTimersByTimeAsync(10_000);
  expect(asked).toHaveLength(before);
});

test('one is begun and ended, and what became of it is seen at once', async () => {
  await studio.start('sinks', 'stage');
  await studio.stop('sources', 'door');
  expect(asked.filter((line) => line.startsWith('POST'))).toEqual(['POST api/sinks/stage/start {}', 'POST api/sources/door/stop']);
  expect(studio.sources).toHaveLength(1);
});

test('a refusal says why', async () => {
  refused = { detail: 'cat does not play.', remedy: 'Begin it first.' };
  await studio.start('sinks', 'call');
  expect(studio.trouble).toBe('cat does not play. Begin it first.');
});
