import { beforeEach, expect, test } from 'vitest';

import { Attention } from '../../src/lib/stream/attention';

let log: string[];
let waiting: Map<number, () => void>;
let attention: Attention;

beforeEach(() => {
  [log, waiting] = [[], new Map()];
  let handles = 0;
  const timers = {
    set: (callback: () => void) => (waiting.set(++handles, callback), handles),
    clear: (handle: number) => waiting.delete(handle),
  };
  attention = new Attention(timers, () => log.push('go'), () => log.push('back'));
});

function timePasses(): void {
  for (const [handle, callback] of waiting) {
    waiting.delete(handle);
    callback();
  }
}

test('a page that is hidden for long goes, and comes back when it is seen', () => {
  attention.noticed(false);
  expect(log).toEqual([]);
  timePasses();
  expect(log).toEqual(['go']);
  attention.noticed(true);
  expect(log).toEqual(['go', 'back']);
});

test('a glance elsewhere changes nothing', () => {
  attention.noticed(false);
  attention.noticed(true);
  timePasses();
  expect(log).toEqual([]);
  expect(waiting.size).toBe(0);
});

test('being told twice is being told once', () => {
  attention.noticed(false);
  attention.noticed(false);
  expect(waiting.size).toBe(1);
  timePasses();
  attention.noticed(false);
  expect(waiting.size).toBe(0);
  attention.noticed(true);
  attention.noticed(true);
  expect(log).toEqual(['go', 'back']);
});

test('once closed nothing rings', () => {
  attention.noticed(false);
  attention.close();
  expect(waiting.size).toBe(0);
});

test('who rests goes at once, and comes back when it is seen', () => {
  attention.rest();
  attention.rest();
  attention.noticed(false);
  expect([log, waiting.size]).toEqual([['go'], 0]);
  attention.noticed(true);
  expect(log).toEqual(['go', 'back']);
});
