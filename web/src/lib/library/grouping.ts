/** What hangs under which head: sessions as they are, what was found by day or by nearness. */

import type { LibraryImage } from '../api/types';
import type { Group } from './layout';
import { dayOf } from './saying';
import type { Shelf } from './shelf.svelte';

export type Days = ReadonlyMap<string, readonly LibraryImage[]>;

/** The first session of each day names it. */
export function shelfGroups(shelves: readonly Pick<Shelf, 'session' | 'images'>[]): Group[] {
  let day = '';
  return shelves.map(({ session, images }) => {
    const its = dayOf(session.newest_at);
    const named = its === day ? {} : { day: its };
    day = its;
    return { key: session.id, session, images, count: Math.max(session.images, images.length), ...named };
  });
}

/** All under one head, where the order is another than that of time. */
export const oneGroup = (images: readonly LibraryImage[]): Group[] => [{ key: 'found', images, count: images.length }];

export const dayGroups = (days: Days): Group[] =>
  [...days].map(([day, images]) => ({ key: day, day, images, count: images.length }));

/**
 * Pictures by day, in their order. It remembers what it said last: of a list that has only grown it looks at what is
 * new, and days to which nothing came keep their lists, so that these need not be laid out again.
 */
export function rememberedDays(): (images: readonly LibraryImage[]) => Days {
  let before: readonly LibraryImage[] = [];
  let days = new Map<string, readonly LibraryImage[]>();
  return (images) => {
    const grown = before.every((image, index) => image === images[index]);
    days = grown ? new Map(days) : new Map();
    for (const [day, its] of byDay(images.slice(grown ? before.length : 0))) {
      days.set(day, [...(days.get(day) ?? []), ...its]);
    }
    before = images;
    return days;
  };
}

function byDay(images: readonly LibraryImage[]): Map<string, LibraryImage[]> {
  const days = new Map<string, LibraryImage[]>();
  for (const image of images) {
    const day = dayOf(image.made_at);
    const its = days.get(day);
    if (its) its.push(image);
    else days.set(day, [image]);
  }
  return days;
}
