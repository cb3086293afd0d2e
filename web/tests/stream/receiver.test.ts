import { beforeEach, expect, test } from 'vitest';

import type { Picture } from '../../src/lib/paint/screen';
import { PresentationQueue } from '../../src/lib/stream/queue';
import { Receiver } from '../../src/lib/stream/receiver';
import { message } from './message';

let queue: PresentationQueue<Picture>;
let acknowledged: number[];
let closed: number;
let decode: () => Promise<ImageBitmap>;
let visible: boolean;
let receiver: Receiver;

const bitmap = () => ({ close: () => void closed++ }) as unknown as ImageBitmap;

beforeEach(() => {
  [acknowledged, closed, visible] = [[], 0, true];
  decode = () => Promise.resolve(bitmap());
  queue = new PresentationQueue<Picture>((picture) => picture.bitmap.close());
  receiver = new Receiver({
    queue,
    decode: () => decode(),
    acknowledge: (seq) => acknowledged.push(seq),
    arrived: () => undefined,
    visible: () => visible,
  });
});

test('a frame waits for the moment the server meant, on our clock', async () => {
  await receiver.take(message({ seq: 1, endedUs: 5_000_000, presentAtUs: 5_060_000, durationUs: 42_000 }), 1_000);
  expect(queue.due(1_059)).toBeUndefined();
  expect(queue.due(1_060)).toMatchObject({ atMs: 1_060, fadeMs: 42 });
  expect(acknowledged).toEqual([1]);
});

test('a cut does not fade', async () => {
  await receiver.take(message({ seq: 1, cut: true, durationUs: 42_000 }), 1_000);
  expect(queue.due(2_000)).toMatchObject({ fadeMs: 0 });
});

test('a stamp that makes no sense delays a frame by two seconds at most, and a fade by four', async () => {
  await receiver.take(message({ seq: 1, endedUs: 0, presentAtUs: 9e15, durationUs: 4e9 }), 1_000);
  expect(queue.due(3_000)).toMatchObject({ atMs: 3_000, fadeMs: 4_000 });
});

test('a frame that cannot be decoded is acknowledged and counted; the next one comes', async () => {
  decode = () => Promise.reject(new Error('broken'));
  await receiver.take(message({ seq: 1 }), 0);
  decode = () => Promise.resolve(bitmap());
  await receiver.take(message({ seq: 2 }), 10);
  expect(receiver.undecodable).toBe(1);
  expect(acknowledged).toEqual([1, 2]);
  expect(queue.length).toBe(1);
});

test('what is no frame at all is counted and harms nothing', async () => {
  await receiver.take(new ArrayBuffer(3), 0);
  await receiver.take(new TextEncoder().encode('x'.repeat(80)).buffer, 0);
  expect(receiver.undecodable).toBe(2);
  expect(acknowledged).toEqual([]);
});

test('a frame that is decoded after a newer one is given back', async () => {
  let slow: (picture: ImageBitmap) => void = () => undefined;
  decode = () => new Promise((resolve) => (slow = resolve));
  const first = receiver.take(message({ seq: 1 }), 0);
  decode = () => Promise.resolve(bitmap());
  await receiver.take(message({ seq: 2 }), 1);
  slow(bitmap());
  await first;
  expect(queue.length).toBe(1);
  expect(closed).toBe(1);
  expect(acknowledged).toEqual([2, 1]);
});

test('unseen frames are acknowledged without decoding, and the newest is there when someone looks', async () => {
  visible = false;
  let decoded = 0;
  decode = () => (decoded++, Promise.resolve(bitmap()));
  for (let seq = 1; seq <= 9; seq++) await receiver.take(message({ seq }), seq);
  expect([decoded, acknowledged.length, queue.length]).toEqual([0, 9, 0]);
  await receiver.again(500);
  expect(queue.due(500)).toMatchObject({ atMs: 500, fadeMs: 0 });
});

test('on a new socket frames count from one again', async () => {
  await receiver.take(message({ seq: 900 }), 0);
  receiver.restart();
  await receiver.take(message({ seq: 1 }), 10);
  expect(queue.length).toBe(2);
});
