import { expect, test } from 'vitest';

import { PresentationQueue } from '../../src/lib/stream/queue';

function queueOf(...times: number[]) {
  const lost: number[] = [];
  const queue = new PresentationQueue<{ atMs: number }>((item) => lost.push(item.atMs));
  for (const atMs of times) queue.push({ atMs });
  return { queue, lost };
}

test('a frame waits for its moment', () => {
  const { queue } = queueOf(100);
  expect(queue.due(99)).toBeUndefined();
  expect(queue.due(100)).toEqual({ atMs: 100 });
  expect(queue.due(200)).toBeUndefined();
});

test('frames that were overtaken are given back and counted', () => {
  const { queue, lost } = queueOf(100, 140, 180, 220);
  expect(queue.due(190)).toEqual({ atMs: 180 });
  expect(lost).toEqual([100, 140]);
  expect(queue.dropped).toBe(2);
  expect(queue.due(220)).toEqual({ atMs: 220 });
});

test('a late frame is still shown when nothing newer is due', () => {
  const { queue, lost } = queueOf(100);
  expect(queue.due(5_000)).toEqual({ atMs: 100 });
  expect(lost).toEqual([]);
});

test('a full queue loses its oldest', () => {
  const { queue, lost } = queueOf(1, 2, 3, 4, 5, 6);
  expect(queue.length).toBe(4);
  expect(lost).toEqual([1, 2]);
});

test('every frame is either taken or given back, once', () => {
  const { queue, lost } = queueOf(...Array.from({ length: 50 }, (_, i) => i * 10));
  const taken = [queue.due(460), queue.due(470)].map((item) => item?.atMs);
  queue.clear();
  expect(taken).toEqual([460, 470]);
  expect([...lost, ...taken].sort((a, b) => (a ?? 0) - (b ?? 0))).toEqual(Array.from({ length: 50 }, (_, i) => i * 10));
});
