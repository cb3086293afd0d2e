import { describe, expect, it } from 'vitest';

import type { LibraryImage } from '../../src/lib/api/types';
import { dayGroups, rememberedDays } from '../../src/lib/library/grouping';
import { picture } from './pictures';

const DAY_MS = 86_400_000;
const NOON = new Date(2026, 10, 21, 12).getTime();

/** `count` pictures, ten a day, newest first. */
const pictures = (count: number): LibraryImage[] =>
  Array.from({ length: count }, (_, at) => picture(`${at}.png`, { made_at: new Date(NOON - Math.floor(at / 10) * DAY_MS).toISOString() }));

describe('pictures by day', () => {
  it('are under their day, in their order', () => {
    const groups = dayGroups(rememberedDays()(pictures(25)));
    expect(groups.map(({ count }) => count)).toEqual([10, 10, 5]);
    expect(groups[1]?.images.map(({ name }) => name)[0]).toBe('10.png');
    expect(groups[0]?.day).toBe(groups[0]?.key);
  });

  it('that have grown are the same as if they were looked at anew, and days to which nothing came keep their lists', () => {
    const all = pictures(57);
    const daysOf = rememberedDays();
    const before = [...daysOf(all.slice(0, 25)).values()];
    const after = [...daysOf(all).values()];
    expect(after).toEqual([...rememberedDays()(all).values()]);
    expect([after[0] === before[0], after[1] === before[1], after[2] === before[2]]).toEqual([true, true, false]);
  });

  it('are looked at anew where one of them says something else, is gone, or others are looked for', () => {
    const all = pictures(25);
    const daysOf = rememberedDays();
    daysOf(all);
    const told = all.map((image, at) => (at === 3 ? { ...image, rating: 5 } : image));
    for (const now of [told, [...told, ...pictures(3)], told.slice(4), [], pictures(12)]) {
      expect([...daysOf(now)]).toEqual([...rememberedDays()(now)]);
    }
  });
});
