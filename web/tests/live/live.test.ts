import { beforeEach, expect, test, vi } from 'vitest';

import type { RtcInfo } from '../../src/lib/api/types';
import { Live } from '../../src/lib/live/live.svelte';
import type { TrackParts } from '../../src/lib/live/track';
import type { Socket } from '../../src/lib/stream/connection';
import { readHeader, writeFrame } from '../../src/lib/wire/header';

class FakeSocket implements Socket {
  binaryType: BinaryType = 'blob';
  readyState = 1;
  bufferedAmount = 0;
  onopen: ((event: Event) => unknown) | null = null;
  onclose: ((event: CloseEvent) => unknown) | null = null;
  onmessage: ((event: MessageEvent) => unknown) | null = null;
  said: { type: string; [field: string]: unknown }[] = [];
  frames: Uint8Array[] = [];
  send(data: string | Uint8Array) {
    if (typeof data === 'string') this.said.push(JSON.parse(data));
    else this.frames.push(data);
  }
  close() {
    this.readyState = 3;
  }
  tells(message: object) {
    this.onmessage?.(new MessageEvent('message', { data: JSON.stringify(message) }));
  }
  welcomes(token: string) {
    this.onopen?.(new Event('open'));
    this.tells({ type: 'welcome', token, settings: { revision: 1, prompt: 'first', strength: 0.5 } });
  }
  returns(stampUs: number, seq = 1) {
    const bytes = writeFrame({ kind: 1, seq, captureTsUs: stampUs, width: 8, height: 8 }, new Uint8Array(2));
    this.onmessage?.(new MessageEvent('message', { data: bytes.buffer }));
  }
}

class FakeTracks extends FakeSocket {
  readonly greeted = true;
  filmed = 0;
  constructor(readonly parts: Omit<TrackParts, 'fetch'>) {
    super();
  }
  film() {
    return ++this.filmed;
  }
  opens(token: string) {
    this.welcomes(token);
  }
}

let sockets: FakeSocket[];
let answers: boolean;
let rtc: RtcInfo;
let timers: (() => void)[];
let nowMs: number;
let painted: number;
let live: Live;
let stop: () => void;

const shot = (capturedMs: number) => ({ jpeg: new Uint8Array([1, 2]), capturedMs, width: 8, height: 6 });
const view = (capturedMs: number) => ({ video: {} as HTMLVideoElement, capturedMs, side: 8, mirrored: false });
const newest = () => sockets.at(-1)!;
const tracks = () => newest() as FakeTracks;
const bitmap = { close: () => undefined } as ImageBitmap;
const fire = () => timers.splice(0).forEach((callback) => callback());

beforeEach(() => {
  vi.stubGlobal('window', globalThis);
  [sockets, timers, nowMs, painted] = [[], [], 0, 0];
  answers = true;
  rtc = { available: true, why: null, ice_servers: [] };
  live = new Live({
    open: () => sockets[sockets.push(new FakeSocket()) - 1]!,
    tracks: (parts) => sockets[sockets.push(new FakeTracks(parts)) - 1] as FakeTracks,
    rtc: () => Promise.resolve(rtc),
    take: ({ capturedMs }) => Promise.resolve(shot(capturedMs)),
    probe: () => Promise.resolve(answers),
    timers: { set: (callback) => timers.push(callback), clear: () => undefined },
    now: () => nowMs,
    decode: () => Promise.resolve({ close: () => undefined } as ImageBitmap),
  });
  stop = live.start(() => Promise.resolve((painted++, nowMs)));
  return () => stop();
});

test('frames go up with their stamp, two at a time, and what is held back is counted', () => {
  expect(live.wants()).toBe(false);
  newest().welcomes('a');
  for (const at of [10, 20]) {
    expect(live.wants()).toBe(true);
    live.send(shot(at));
  }
  expect(live.wants()).toBe(false);
  expect(live.held).toBe(1);
  expect(readHeader(newest().frames[1]!.buffer as ArrayBuffer)?.header).toMatchObject({ captureTsUs: 20_000, width: 8, height: 6 });
});

test('nothing is put into a line that is full', () => {
  newest().welcomes('a');
  newest().bufferedAmount = 1_000_000;
  expect(live.wants()).toBe(false);
});

test('a frame that is back is painted, acknowledged, and its age known', async () => {
  newest().welcomes('a');
  live.send(shot(10));
  nowMs = 60;
  newest().returns(10_000, 7);
  await vi.waitFor(() => expect(live.delays.age).toEqual({ p50: 50, p95: 50 }));
  expect(newest().said).toContainEqual({ type: 'ack', seq: 7 });
  expect(painted).toBe(1);
});

test('after a break the token brings the settings back', () => {
  newest().welcomes('a');
  live.steer({ prompt: 'glass' });
  fire();
  expect(newest().said).toContainEqual({ type: 'settings', prompt: 'glass' });
  newest().onclose?.(new Event('close') as CloseEvent);
  expect(live.link).toBe('lost');
  fire();
  newest().welcomes('a');
  expect(newest().said).toEqual([expect.objectContaining({ role: 'camera', token: 'a' })]);
});

test('a server that knows the token no more is told again what was wanted', () => {
  newest().welcomes('a');
  live.steer({ prompt: 'glass' });
  fire();
  newest().onclose?.(new Event('close') as CloseEvent);
  fire();
  newest().welcomes('b');
  expect(newest().said.at(-1)).toEqual({ type: 'settings', prompt: 'glass' });
  expect(live.settings?.prompt).toBe('glass');
});

test('an error makes room, and says why', () => {
  newest().welcomes('a');
  live.send(shot(10));
  live.send(shot(20));
  newest().tells({ type: 'error', code: 'engine_unavailable', message: 'The engine is away.' });
  expect(live.trouble).toBe('The engine is away.');
  expect(live.wants()).toBe(true);
});

test('over WebRTC the age is known by the number below the picture, and the stages once the server says them', async () => {
  newest().welcomes('a');
  await live.choose('webrtc');
  expect(tracks().parts.token).toBe('a');
  tracks().opens('a');
  expect(tracks().said).toEqual([]);
  await live.film(view(10));
  tracks().tells({ type: 'passed', stamp: 1, settings_rev: 1, received_us: 5_000, started_us: 7_000, ended_us: 9_000 });
  nowMs = 70;
  tracks().parts.onReturn({ bitmap, stamp: 1 });
  await vi.waitFor(() => expect(live.delays.age).toEqual({ p50: 60, p95: 60 }));
  expect(live.delays.stage('wait')).toEqual({ p50: 2, p95: 2 });
  expect(painted).toBe(1);
});

test('a number that nobody could read ages nothing', async () => {
  newest().welcomes('a');
  await live.choose('webrtc');
  tracks().opens('a');
  await live.film(view(10));
  tracks().parts.onReturn({ bitmap, stamp: undefined });
  await vi.waitFor(() => expect(painted).toBe(1));
  expect(live.delays.age).toBeUndefined();
});

test('a server without WebRTC says why, and the socket stays', async () => {
  newest().welcomes('a');
  rtc = { available: false, why: 'Install dreamwindow[webrtc].', ice_servers: [] };
  await live.choose('webrtc');
  expect([live.way, live.wayTrouble, live.link, sockets.length]).toEqual(['binary', 'Install dreamwindow[webrtc].', 'up', 1]);
});

test('where a server answers but no video gets through, the socket takes over', async () => {
  newest().welcomes('a');
  await live.choose('webrtc');
  for (let time = 0; time < 3; time++) {
    newest().onclose?.(new Event('close') as CloseEvent);
    await Promise.resolve().then(() => undefined);
    fire();
  }
  await vi.waitFor(() => expect(live.way).toBe('binary'));
  expect(live.wayTrouble).toContain('no way');
  newest().welcomes('a');
  expect(live.link).toBe('up');
});

test('a server that is away is waited for, by WebRTC still', async () => {
  newest().welcomes('a');
  await live.choose('webrtc');
  tracks().opens('a');
  answers = false;
  for (let time = 0; time < 5; time++) {
    newest().onclose?.(new Event('close') as CloseEvent);
    await Promise.resolve().then(() => undefined);
    fire();
  }
  expect(live.way).toBe('webrtc');
  tracks().opens('b');
  expect(live.link).toBe('up');
});
