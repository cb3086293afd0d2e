import { beforeEach, expect, test } from 'vitest';

import type { Painter } from '../../src/lib/paint/painter';
import { type Picture, Screen } from '../../src/lib/paint/screen';
import { PresentationQueue } from '../../src/lib/stream/queue';

let log: string[];
let asked: ((nowMs: number) => void) | undefined;
let cutsOnly: boolean;
let queue: PresentationQueue<Picture>;
let screen: Screen;

const picture = (atMs: number, fadeMs: number) => ({ atMs, fadeMs, bitmap: { atMs } as unknown as ImageBitmap });

beforeEach(() => {
  [log, asked, cutsOnly] = [[], undefined, false];
  queue = new PresentationQueue<Picture>(() => undefined);
  const painter: Painter = {
    show: (bitmap) => log.push(`show ${(bitmap as unknown as { atMs: number }).atMs}`),
    draw: (progress) => log.push(`draw ${progress.toFixed(2)}`),
    resize: () => undefined,
    close: () => log.push('close'),
  };
  const view = {
    requestAnimationFrame: (callback: (nowMs: number) => void) => ((asked = callback), 1),
    cancelAnimationFrame: () => (asked = undefined),
  };
  screen = new Screen(painter, queue, view, { noticed: () => undefined, cutsOnly: () => cutsOnly });
});

/** The display refreshes; whether the screen asks for another time. */
function refresh(nowMs: number): boolean {
  const callback = asked;
  asked = undefined;
  callback?.(nowMs);
  return asked !== undefined;
}

test('a picture fades in over its time, from its moment, and then the screen sleeps', () => {
  queue.push(picture(100, 40));
  screen.wake();
  expect(refresh(90)).toBe(true);
  expect(refresh(110)).toBe(true);
  expect(refresh(130)).toBe(true);
  expect(refresh(145)).toBe(false);
  expect(log).toEqual(['show 100', 'draw 0.25', 'draw 0.75', 'draw 1.00']);
});

test('a picture that comes late fades from now, not from the middle', () => {
  queue.push(picture(100, 100));
  screen.wake();
  refresh(500);
  expect(log).toEqual(['show 100', 'draw 0.17']);
});

test('a cut is drawn once', () => {
  queue.push(picture(100, 0));
  screen.wake();
  expect(refresh(105)).toBe(false);
  expect(log).toEqual(['show 100', 'draw 1.00']);
});

test('who wants no motion gets cuts', () => {
  cutsOnly = true;
  queue.push(picture(100, 500));
  screen.wake();
  expect(refresh(105)).toBe(false);
  expect(log).toEqual(['show 100', 'draw 1.00']);
});

test('a canvas that lost its content is drawn again, though nothing moves', () => {
  screen.redraw();
  expect(refresh(10)).toBe(false);
  expect(log).toEqual(['draw 1.00']);
});

test('while nothing waits and nothing fades, a look draws nothing', () => {
  screen.wake();
  expect(refresh(10)).toBe(false);
  expect(log).toEqual([]);
});

test('closing asks for nothing more and lets the painter go', () => {
  screen.wake();
  screen.close();
  expect(asked).toBeUndefined();
  expect(log).toEqual(['close']);
});
