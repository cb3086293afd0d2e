import { beforeEach, expect, test } from 'vitest';

import { Connection, type Socket } from '../../src/lib/stream/connection';

class FakeSocket implements Socket {
  binaryType: BinaryType = 'blob';
  readyState = 0;
  bufferedAmount = 0;
  onopen: ((event: Event) => unknown) | null = null;
  onclose: ((event: CloseEvent) => unknown) | null = null;
  onmessage: ((event: MessageEvent) => unknown) | null = null;
  sent: unknown[] = [];
  send(data: string | Uint8Array) {
    this.sent.push(typeof data === 'string' ? JSON.parse(data) : data);
  }
  close() {
    this.readyState = 3;
  }
  opens() {
    this.readyState = 1;
    this.onopen?.(new Event('open'));
  }
  says(message: object | ArrayBuffer) {
    const data = message instanceof ArrayBuffer ? message : JSON.stringify(message);
    this.onmessage?.(new MessageEvent('message', { data }));
  }
  breaks() {
    this.readyState = 3;
    this.onclose?.(new Event('close') as CloseEvent);
  }
}

let sockets: FakeSocket[];
let waiting: Map<number, { callback: () => void; delayMs: number }>;
let log: string[];
let answers: boolean;
let connection: Connection;

beforeEach(() => {
  [sockets, waiting, log, answers] = [[], new Map(), [], true];
  let handles = 0;
  connection = new Connection({
    open: () => sockets[sockets.push(new FakeSocket()) - 1]!,
    probe: () => Promise.resolve(answers),
    timers: {
      set: (callback, delayMs) => (waiting.set(++handles, { callback, delayMs }), handles),
      clear: (handle) => waiting.delete(handle),
    },
    random: () => 0,
    onUp: () => log.push('up'),
    onDown: (waitMs) => log.push(`down ${waitMs}`),
    onFrame: (message) => log.push(`frame ${message.byteLength}`),
    onMessage: (message) => log.push(message.type),
  });
});

/** Time passes until the one timer of `delayMs` rings. */
async function ring(delayMs: number) {
  const found = [...waiting].find(([, timer]) => timer.delayMs === delayMs);
  if (!found) throw new Error(`no timer of ${delayMs} ms`);
  waiting.delete(found[0]);
  found[1].callback();
  await Promise.resolve();
  await Promise.resolve();
}

const WELCOME = { type: 'welcome', protocol: 1 };

test('it says hello as a binary viewer, and hands on what comes', () => {
  connection.connect();
  sockets[0]!.opens();
  expect(sockets[0]!.binaryType).toBe('arraybuffer');
  expect(sockets[0]!.sent).toEqual([{ type: 'hello', protocol: 1, role: 'viewer', encoding: 'binary' }]);
  sockets[0]!.says(WELCOME);
  sockets[0]!.says(new ArrayBuffer(7));
  sockets[0]!.says({ type: 'error', code: 'x', message: 'y' });
  expect(log).toEqual(['up', 'welcome', 'frame 7', 'error']);
  connection.acknowledge(3);
  expect(sockets[0]!.sent[1]).toEqual({ type: 'ack', seq: 3 });
});

test('a lost socket is opened again, later each time, and soon again once it was up', async () => {
  connection.connect();
  for (const waitMs of [500, 1000, 2000]) {
    sockets.at(-1)!.breaks();
    expect(log.at(-1)).toBe(`down ${waitMs}`);
    await ring(waitMs);
  }
  expect(sockets).toHaveLength(4);
  sockets[3]!.opens();
  sockets[3]!.says(WELCOME);
  sockets[3]!.breaks();
  expect(log.at(-1)).toBe('down 500');
});

test('a socket that is replaced can no longer speak', () => {
  connection.connect();
  const first = sockets[0]!;
  connection.connect();
  first.says(WELCOME);
  first.breaks();
  expect(log).toEqual([]);
  expect(first.readyState).toBe(3);
});

test('silence is asked about: an answering server is left alone', async () => {
  connection.connect();
  sockets[0]!.opens();
  sockets[0]!.says(WELCOME);
  await ring(6000);
  expect(log).toEqual(['up', 'welcome']);
  expect([...waiting.values()].map((timer) => timer.delayMs)).toEqual([6000]);
});

test('silence is asked about: a dead one is left and tried again', async () => {
  connection.connect();
  sockets[0]!.opens();
  sockets[0]!.says(WELCOME);
  answers = false;
  await ring(6000);
  expect(log.at(-1)).toBe('down 500');
  await ring(500);
  expect(sockets).toHaveLength(2);
});

test('a message puts the question off', () => {
  connection.connect();
  sockets[0]!.opens();
  for (let i = 0; i < 5; i++) sockets[0]!.says(WELCOME);
  expect(waiting.size).toBe(1);
});

test('after close nothing is left that could ring', () => {
  connection.connect();
  sockets[0]!.opens();
  sockets[0]!.says(WELCOME);
  connection.close();
  expect(waiting.size).toBe(0);
  connection.acknowledge(1);
  expect(sockets[0]!.sent).toHaveLength(1);
});
