import { describe, expect, it, vi } from 'vitest';

import type { LibraryApi } from '../../src/lib/library/api';
import { endOf } from '../../src/lib/library/days';
import { Library } from '../../src/lib/library/library.svelte';
import { picture, session } from './pictures';

const DAY_MS = 86_400_000;
const NEWEST = new Date(2026, 10, 21, 12).getTime();

/** One session a day, `count` of them, given in pages. */
function daily(count: number) {
  const all = Array.from({ length: count }, (_, day) => session(`day-${day}`, 1, new Date(NEWEST - day * DAY_MS).toISOString()));
  const sessions = vi.fn(async (cursor: string | null, limit: number) => {
    const from = Number(cursor ?? 0);
    return { sessions: all.slice(from, from + limit), cursor: from + limit < count ? String(from + limit) : null };
  });
  const images = vi.fn(async (id: string) => ({ images: [picture('a.png', { session: id })], cursor: null }));
  const api = { sessions, images } as unknown as LibraryApi;
  const library = new Library(
    api,
    () => {
      throw new Error('nobody connects');
    },
    async () => false,
  );
  return { library, sessions, images };
}

async function going(library: Library, day: string): Promise<string | undefined> {
  return (await library.reachBack(endOf(day) ?? 0))?.session;
}

describe('going to a day', () => {
  it('asks for the sessions on the way, many at once, and for the pictures there only', async () => {
    const { library, sessions, images } = daily(2_500);
    expect(await going(library, '2021-11-21')).toBe('day-1826');
    expect(sessions.mock.calls.map(([, limit]) => limit)).toEqual([100, 1_000, 1_000]);
    expect(images.mock.calls.map(([id]) => id)).toEqual(['day-1826']);
  });

  it('asks for nothing that is here', async () => {
    const { library, sessions, images } = daily(10);
    expect(await going(library, '2026-11-21')).toBe('day-0');
    expect(await going(library, '2026-11-20')).toBe('day-1');
    expect(await going(library, '2026-11-20')).toBe('day-1');
    expect([sessions.mock.calls.length, images.mock.calls.length]).toEqual([1, 2]);
  });

  it('says so where nothing is as old as that', async () => {
    const { library } = daily(10);
    expect(await going(library, '1999-01-01')).toBeUndefined();
  });

  it('goes to the nearest day before one without pictures', async () => {
    const { library } = daily(1);
    expect(await going(library, '2030-01-01')).toBe('day-0');
  });
});
