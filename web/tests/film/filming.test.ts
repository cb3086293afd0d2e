import { describe, expect, it } from 'vitest';

import type { FilmView } from '../../src/lib/api/types';
import { FilmsApi } from '../../src/lib/film/api';
import { Filming } from '../../src/lib/film/filming.svelte';
import { stateOf } from '../../src/lib/film/words';

const FILM: FilmView = {
  id: 'a1', name: 'sea.mp4', state: 'making', pictures: 300, done: 124, seconds: 0, bytes: 0, skipped: 0, problem: null, remedy: null,
};
const SEA = { title: '“a quiet sea”', of: [], sessions: ['sessions.sea'] };

/** A server that answers with these, in turn, and notes what it was asked for. */
function server(...answers: readonly [status: number, body?: object][]): { asked: string[]; filming: Filming } {
  const asked: string[] = [];
  const left = [...answers];
  const fetch = async (path: string, init?: RequestInit): Promise<Response> => {
    asked.push(`${init?.method} ${path}${init?.body ? ` ${String(init.body)}` : ''}`);
    const [status, body] = left.shift() ?? [500];
    return new Response(body ? JSON.stringify(body) : null, { status });
  };
  return { asked, filming: new Filming(new FilmsApi(fetch)) };
}

async function begun(...later: readonly [status: number, body?: object][]): Promise<ReturnType<typeof server>> {
  const it = server([201, FILM], ...later);
  it.filming.subject = SEA;
  await it.filming.begin({ kind: 'mp4', interpolation: 'flow', each_s: 0.5, captions: true });
  return it;
}

describe('a film', () => {
  it('is asked for as it was said, and followed until it is done', async () => {
    const { asked, filming } = await begun([200, { ...FILM, state: 'done', done: 300, seconds: 12.54, bytes: 4_200_000 }]);
    expect(asked[0]).toBe(
      'POST api/films {"kind":"mp4","interpolation":"flow","each_s":0.5,"captions":true,"of":[],"sessions":["sessions.sea"]}',
    );
    expect([filming.busy, filming.film && stateOf(filming.film)]).toEqual([true, '124 of 300 pictures']);
    await filming.refresh();
    expect([filming.busy, filming.film && stateOf(filming.film)]).toEqual([false, 'The film is done: 12.5 s, 4.2 MB.']);
    await filming.refresh();
    expect(asked).toHaveLength(2);
  });

  it('that is not done is given up when it is closed; one that is done stays for who fetches it', async () => {
    const { asked, filming } = await begun([204]);
    await filming.close();
    expect([asked.at(-1), filming.film, filming.trouble]).toEqual(['DELETE api/films/a1', undefined, '']);
    const other = await begun([200, { ...FILM, state: 'done' }]);
    await other.filming.refresh();
    await other.filming.close();
    expect(other.asked).toHaveLength(2);
  });

  it('that is refused says why, and one that the server knows no more is gone', async () => {
    const { filming } = await begun([404, { detail: 'There is no such film.', remedy: 'Make it again.' }]);
    await filming.refresh();
    expect([filming.film, filming.busy, filming.trouble]).toEqual([undefined, false, 'There is no such film. Make it again.']);
  });

  it('goes on being known while the server is out of reach', async () => {
    const filming = new Filming(new FilmsApi(() => Promise.reject(new TypeError('offline'))));
    filming.film = FILM;
    await filming.refresh();
    expect([filming.busy, filming.trouble.split('.')[0]]).toEqual([true, 'The dream cannot be reached']);
  });
});
