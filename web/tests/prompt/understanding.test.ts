import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import type { Understood } from '../../src/lib/api/types';
import type { Dream } from '../../src/lib/dream/dream.svelte';
import { Understanding } from '../../src/lib/prompt/understanding.svelte';

let asked: string[];
let stale: AbortSignal[];
let answer: (prompt: string) => Promise<Understood | undefined>;
let understanding: Understanding;

const words = (...texts: string[]): Understood => ({
  reads_words: true,
  words: texts.map((text) => ({ text, weight: 1, taken_as: 'word', colours: [] })),
});

const dream = {
  peek: (what: (api: object) => unknown) =>
    what({
      understand: (prompt: string, signal: AbortSignal) => {
        asked.push(prompt);
        stale.push(signal);
        return answer(prompt);
      },
    }),
} as unknown as Dream;

const said = (prompt: string): [string, number][] => understanding.chips(prompt).map(({ text, weight }) => [text, weight]);

beforeEach(() => {
  vi.useFakeTimers();
  [asked, stale, understanding] = [[], [], new Understanding()];
  answer = (prompt) => Promise.resolve(words(...prompt.split(' ')));
});

afterEach(() => vi.useRealTimers());

async function read(prompt: string): Promise<void> {
  understanding.follow(dream, prompt);
  await vi.advanceTimersByTimeAsync(150);
}

test('it is asked once the hand rests, and not for what is written over', async () => {
  const over = understanding.follow(dream, 'mis');
  await vi.advanceTimersByTimeAsync(149);
  over();
  await read('misty');
  expect(asked).toEqual(['misty']);
  expect(said('misty')).toEqual([['misty', 1]]);
});

test('an answer that comes too late is not taken', async () => {
  let late: (found: Understood) => void = () => undefined;
  answer = () => new Promise((resolve) => (late = resolve));
  const over = understanding.follow(dream, 'mist');
  await vi.advanceTimersByTimeAsync(150);
  over();
  expect(stale[0]?.aborted).toBe(true);
  late(words('mist'));
  await vi.advanceTimersByTimeAsync(0);
  expect(said('mist')).toEqual([]);
});

test('weights follow the text at once, and what is not there any more keeps its own', async () => {
  await read('misty forest');
  expect(said('(misty:1.4) fores')).toEqual([['misty', 1.4], ['forest', 1]]);
  expect(understanding.chips('(misty:1.4) fores')[1]?.span).toBeUndefined();
});

test('a chip is weighed and taken out in the text', async () => {
  await read('misty forest');
  const [, forest] = understanding.chips('misty forest');
  expect(understanding.weigh('misty forest', forest!, 1.2)).toBe('misty (forest:1.2)');
  expect(understanding.remove('misty forest', 0)).toBe('forest');
  expect(said('forest')).toEqual([['forest', 1]]);
});

test('a chip whose word is gone changes nothing', async () => {
  await read('misty forest');
  const [, forest] = understanding.chips('misty');
  expect(understanding.weigh('misty', forest!, 1.2)).toBe('misty');
  expect(understanding.remove('misty', 1)).toBe('misty');
});

test('an empty line is understood without asking', async () => {
  await read('misty');
  await read('  ');
  expect(asked).toEqual(['misty']);
  expect(said('')).toEqual([]);
});

test('an engine that reads no words has no chips', async () => {
  await read('misty');
  answer = () => Promise.resolve({ ...words('misty'), reads_words: false });
  await read('misty fog');
  expect(said('misty fog')).toEqual([]);
});

test('a server that does not answer changes nothing', async () => {
  await read('misty');
  answer = () => Promise.resolve(undefined);
  await read('misty fog');
  expect(said('misty fog')).toEqual([['misty', 1]]);
});
