import { describe, expect, it } from 'vitest';

import { layoutOf } from '../../src/lib/library/layout';
import { stepFrom } from '../../src/lib/library/walking';
import { Zoom } from '../../src/lib/library/zoom.svelte';
import { picture } from './pictures';

const pictures = (key: string, count: number) => Array.from({ length: count }, (_, at) => picture(String(at), { session: key }));
const layout = layoutOf(
  [
    { key: 'a', images: pictures('a', 7), count: 7 },
    { key: 'empty', images: [], count: 0 },
    { key: 'b', images: pictures('b', 3), count: 3 },
  ],
  { width: 500, height: 100, gap: 0 },
  { day: 0, session: 0, space: 0 },
); // 5 and 2, nothing, 3

describe('the arrow keys', () => {
  it.each([
    ['a/0', 'ArrowRight', 'a/1'],
    ['a/4', 'ArrowRight', 'a/5'],
    ['a/6', 'ArrowRight', 'b/0'],
    ['b/0', 'ArrowLeft', 'a/6'],
    ['a/1', 'ArrowDown', 'a/6'],
    ['a/4', 'ArrowDown', 'a/6'],
    ['a/5', 'ArrowDown', 'b/0'],
    ['b/2', 'ArrowUp', 'a/6'],
    ['a/6', 'ArrowUp', 'a/1'],
    ['a/0', 'End', 'a/6'],
    ['a/6', 'Home', 'a/0'],
    ['a/0', 'ArrowLeft', undefined],
    ['b/2', 'ArrowRight', undefined],
    ['a/0', 'q', undefined],
    ['nowhere', 'ArrowRight', undefined],
  ])('lead from %s by %s to %s', (on, key, to) => {
    expect(stepFrom(layout, on, key)).toBe(to);
  });
});

describe('Zoom', () => {
  it('keeps what lies under the finger where it is', () => {
    const zoom = new Zoom();
    const under = (x: number): number => (x - zoom.x) / zoom.scale;
    const before = under(100);
    zoom.by(3, { x: 100, y: -40 });
    expect(under(100)).toBeCloseTo(before, 9);
    zoom.by(0.5, { x: 100, y: -40 });
    expect(under(100)).toBeCloseTo(before, 9);
  });

  it('is never less than whole, and whole is in the middle', () => {
    const zoom = new Zoom();
    zoom.move(50, 50);
    expect([zoom.x, zoom.y]).toEqual([0, 0]);
    zoom.by(4, { x: 10, y: 10 });
    zoom.move(50, 50);
    zoom.by(0.01);
    expect([zoom.scale, zoom.x, zoom.y]).toEqual([1, 0, 0]);
  });
});
