import { expect, test } from 'vitest';

import type { LogPage } from '../../src/lib/api/types';
import type { RunsApi } from '../../src/lib/runs/api';
import { Log } from '../../src/lib/runs/log.svelte';

interface Asked {
  readonly after?: number;
  readonly words?: string;
}

/** Answers in turn, and remembers what it was asked. */
function api(...pages: LogPage[]): { api: RunsApi; asked: Asked[] } {
  const asked: Asked[] = [];
  const log = async (_: string, __: number, wanted: Asked): Promise<LogPage> => {
    asked.push(wanted);
    return pages.shift() ?? { lines: [], end: wanted.after ?? 0, left_out: false };
  };
  return { api: { log } as unknown as RunsApi, asked };
}

const page = (texts: readonly string[], end: number, left_out = false): LogPage => ({
  lines: texts.map((text, index) => ({ at: end * 100 + index, text })),
  end,
  left_out,
});
const shown = (log: Log): string[] => log.lines.map(({ text }) => text);

test('what is printed is added to what is there', async () => {
  const { api: server, asked } = api(page(['one'], 4, true), page(['two'], 8));
  const log = new Log(server, 'x');
  await log.follow();
  await log.follow();
  await log.follow();
  expect(shown(log)).toEqual(['one', 'two']);
  expect(log.leftOut).toBe(true);
  expect(asked).toEqual([{}, { after: 4 }, { after: 8 }]);
});

test('more than fits into one answer begins anew', async () => {
  const { api: server } = api(page(['one'], 4), page(['much', 'later'], 9_000, true));
  const log = new Log(server, 'x');
  await log.follow();
  await log.follow();
  expect(shown(log)).toEqual(['much', 'later']);
  expect(log.leftOut).toBe(true);
});

test('a search shows what it finds, and without words the end is back', async () => {
  const { api: server, asked } = api(page(['one', 'two'], 8), page(['two'], 8), page(['one', 'two'], 8));
  const log = new Log(server, 'x');
  await log.follow();
  await log.look(' two ');
  expect(shown(log)).toEqual(['two']);
  await log.look('');
  expect(shown(log)).toEqual(['one', 'two']);
  expect(asked).toEqual([{}, { words: 'two' }, {}]);
});

test('what a search finds later is added to what it found', async () => {
  const { api: server, asked } = api(page(['one'], 4), page(['one more'], 8));
  const log = new Log(server, 'x');
  await log.look('one');
  await log.follow();
  expect(shown(log)).toEqual(['one', 'one more']);
  expect(asked).toEqual([{ words: 'one' }, { words: 'one', after: 4 }]);
});

test('an answer to what nobody looks for any more is dropped', async () => {
  const { api: server } = api(page(['one', 'two'], 8), page(['two'], 8));
  const log = new Log(server, 'x');
  const late = log.look('one');
  await log.look('two');
  await late;
  expect(shown(log)).toEqual(['two']);
});

test('two answers to the same question are taken once', async () => {
  const { api: server } = api(page(['one'], 4), page(['two'], 8), page(['two'], 8));
  const log = new Log(server, 'x');
  await log.follow();
  await Promise.all([log.follow(), log.follow()]);
  expect(shown(log)).toEqual(['one', 'two']);
});
