import { expect, test } from 'vitest';

import { Refusal } from '../../src/lib/api/asking';
import type { Run } from '../../src/lib/api/types';
import type { RunsApi } from '../../src/lib/runs/api';
import { Runs } from '../../src/lib/runs/runs.svelte';
import { run } from './run';

const server = (said: Partial<RunsApi>): Runs =>
  new Runs({
    runs: async () => ({ runs: [run()], cursor: null }),
    run: async (id: string) => run({ id }),
    log: async () => ({ lines: [{ at: 0, text: 'one' }], end: 4, left_out: false }),
    ...said,
  } as unknown as RunsApi);

test('all are listed, or one is looked at with its log', async () => {
  const runs = server({});
  await runs.refresh();
  expect([runs.all.length, runs.answered, runs.endless]).toEqual([1, true, false]);
  runs.look('sessions.one');
  expect(runs.opened?.id).toBe('sessions.one');
  await runs.refresh();
  expect(runs.log?.lines.map(({ text }) => text)).toEqual(['one']);
  runs.look(undefined);
  expect([runs.opened, runs.log]).toEqual([undefined, undefined]);
});

test('a server that is away is said, what was known stays, and it goes by itself', async () => {
  let away = false;
  const runs = server({
    runs: async () => {
      if (away) throw new Refusal('The dream cannot be reached.', '');
      return { runs: [run()], cursor: null };
    },
  });
  await runs.refresh();
  away = true;
  await runs.refresh();
  expect([runs.lost, runs.all.length]).toEqual(['The dream cannot be reached.', 1]);
  away = false;
  await runs.refresh();
  expect(runs.lost).toBe('');
});

test('what cannot be stopped says why, and nothing stays busy', async () => {
  const runs = server({ stop: () => Promise.reject(new Refusal('It runs on another.', 'Stop it there.')) });
  expect(await runs.stop(run())).toBeUndefined();
  expect(runs.news).toEqual({ good: false, text: 'It runs on another.', remedy: 'Stop it there.' });
  expect(runs.busy.size).toBe(0);
});

test('what is asked to end is busy until the server has said so', async () => {
  let answer: (run: Run) => void = () => undefined;
  const runs = server({ stop: () => new Promise<Run>((resolve) => (answer = resolve)) });
  const stopping = runs.stop(run());
  expect(runs.busy.has('sessions.one')).toBe(true);
  answer(run({ stopping: true }));
  expect((await stopping)?.stopping).toBe(true);
  expect(runs.busy.size).toBe(0);
});

test('older ones are asked for as long as there are some', async () => {
  const limits: number[] = [];
  const runs = server({
    runs: async (_, limit) => {
      limits.push(limit);
      return { runs: [run()], cursor: limit < 100 ? 'more' : null };
    },
  });
  await runs.refresh();
  expect(runs.endless).toBe(true);
  await runs.older();
  expect(runs.endless).toBe(false);
  expect(limits).toEqual([50, 100]);
});
