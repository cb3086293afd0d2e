import { expect, test } from 'vitest';

import { Delays, STAGES } from '../../src/lib/live/delays';

const SERVER_AHEAD_MS = 5_000_000;

/** A frame that spends these times on its way, in ms. */
function observe(delays: Delays, atMs: number, up: number, wait: number, work: number, down: number, paint: number): void {
  const sentMs = atMs + 3;
  const arrivedMs = sentMs + up + wait + work + down;
  const receivedUs = (SERVER_AHEAD_MS + sentMs + up) * 1000;
  const header = { receivedUs, startedUs: receivedUs + wait * 1000, endedUs: receivedUs + (wait + work) * 1000 };
  delays.observe({ capturedMs: atMs, sentMs, arrivedMs, paintedMs: arrivedMs + paint }, header);
}

test('nothing is known before the first frame', () => {
  const delays = new Delays();
  expect(delays.age).toBeUndefined();
  for (const stage of STAGES) expect(delays.stage(stage)).toBeUndefined();
});

test('the age is from capture to paint, whatever the server\'s clock says', () => {
  const delays = new Delays();
  observe(delays, 0, 4, 10, 30, 4, 5);
  expect(delays.age).toEqual({ p50: 56, p95: 56 });
});

test('the way there and the way back are told apart by the quickest frame', () => {
  const delays = new Delays();
  observe(delays, 0, 4, 10, 30, 4, 5);
  for (let at = 100; at < 1_000; at += 100) observe(delays, at, 24, 10, 30, 6, 5);
  expect(delays.stage('uplink')).toEqual({ p50: 24, p95: 24 });
  expect(delays.stage('downlink')).toEqual({ p50: 6, p95: 6 });
  expect(delays.stage('wait')).toEqual({ p50: 10, p95: 10 });
  expect(delays.stage('camera')?.p50).toBe(3);
  expect(delays.stage('paint')?.p50).toBe(5);
});

test('half and 95 in 100 are within', () => {
  const delays = new Delays();
  for (let n = 0; n < 100; n++) observe(delays, n * 100, 0, n, 0, 0, 0);
  expect(delays.stage('wait')).toEqual({ p50: 50, p95: 95 });
});
