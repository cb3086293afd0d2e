import { describe, expect, it } from 'vitest';

import { endOf, upTo, written } from '../../src/lib/library/days';

describe('a day to go to', () => {
  it('ends when the next begins, over months and years', () => {
    expect(endOf('2026-11-21')).toBe(new Date(2026, 10, 22).getTime());
    expect(endOf('2026-12-31')).toBe(new Date(2027, 0, 1).getTime());
  });

  it('is none while its year is being typed', () => {
    for (const day of ['0002-11-21', '0202-01-01', '', '2026-1-1', 'soon']) expect(endOf(day)).toBeUndefined();
  });

  it('stands in the line once, and leaves the words as they are', () => {
    expect(upTo('', '2026-11-21')).toBe('until:2026-11-22');
    expect(upTo('misty until:2020-01-01 forest', '2026-02-28')).toBe('misty forest until:2026-03-01');
    expect(upTo('misty', 'soon')).toBe('misty');
  });

  it('is written as a date field writes it', () => {
    expect(written(new Date(2026, 0, 5))).toBe('2026-01-05');
  });
});
