/** The server's library, as far as the page uses it. Each call throws `Refusal`. */

import { ask, type Fetch } from '../api/asking';
import type { LibraryFacts, LibraryImage, LibraryPage, LibrarySession, LibraryStats, Saying, Settings } from '../api/types';

/** Enough to name a picture. */
export type Named = Pick<LibraryImage, 'session' | 'name'>;

export class LibraryApi {
  constructor(private readonly fetch: Fetch) {}

  sessions(cursor: string | null, limit: number): Promise<{ sessions: LibrarySession[]; cursor: string | null }> {
    return this.#get(`api/sessions?${parameters({ cursor, limit })}`);
  }

  session(id: string): Promise<LibrarySession> {
    return this.#get(`api/sessions/${encodeURIComponent(id)}`);
  }

  images(session: string, cursor: string | null, limit: number): Promise<LibraryPage> {
    return this.#get(`api/sessions/${encodeURIComponent(session)}/images?${parameters({ cursor, limit })}`);
  }

  /** `wanted` as `/api/search` takes it; most alike to `picture` first, if there is one. Nobody wants to know once it is `stale`. */
  search(wanted: URLSearchParams, picture: Blob | undefined, cursor: string | null, stale: AbortSignal): Promise<LibraryPage> {
    const asked = new URLSearchParams(wanted);
    if (cursor !== null) asked.set('cursor', cursor);
    return ask(this.fetch, `api/search?${asked}`, picture ? 'POST' : 'GET', picture, stale);
  }

  image(named: Named): Promise<LibraryImage> {
    return this.#get(`${addressOf(named)}/entry`);
  }

  facts(named: Named): Promise<LibraryFacts> {
    return this.#get(`${addressOf(named)}/facts`);
  }

  stats(): Promise<LibraryStats> {
    return this.#get('api/stats');
  }

  async annotate(session: string, names: readonly string[], saying: Partial<Saying>): Promise<LibraryImage[]> {
    const path = `api/sessions/${encodeURIComponent(session)}/images`;
    return (await ask<LibraryPage>(this.fetch, path, 'PATCH', { names, ...saying })).images;
  }

  async discard(session: string, names: readonly string[]): Promise<void> {
    await ask(this.fetch, `api/sessions/${encodeURIComponent(session)}/trash`, 'POST', { names });
  }

  async restore(session: string, names: readonly string[]): Promise<LibraryImage[]> {
    const path = `api/sessions/${encodeURIComponent(session)}/restore`;
    return (await ask<LibraryPage>(this.fetch, path, 'POST', { names })).images;
  }

  /** Let the dream go on from this picture. */
  dreamOn(named: Named): Promise<Settings> {
    return ask(this.fetch, `${addressOf(named)}/dream`, 'POST');
  }

  /** Where these pictures are to be had as one ZIP; whole sessions by their ids. */
  archive(pictures: readonly Named[], sessions: readonly string[] = []): string {
    const asked = [...sessions.map((id) => ['session', id]), ...pictures.map((one) => ['of', keyOf(one)])];
    return `api/export.zip?${new URLSearchParams(asked)}`;
  }

  #get<T>(path: string): Promise<T> {
    return ask(this.fetch, path, 'GET');
  }
}

/** What tells a picture from any other on this page. */
export const keyOf = ({ session, name }: Named): string => `${session}/${name}`;

/** Where the file is; a version lets the browser keep it. */
export const originalOf = (image: LibraryImage): string => `${addressOf(image)}?v=${image.version}`;

/** Where its thumbnail is, 240 pixels high. */
export const thumbnailOf = (image: LibraryImage): string => `${addressOf(image)}?thumbnail=true&v=${image.version}`;

function addressOf({ session, name }: Named): string {
  return `api/images/${encodeURIComponent(session)}/${encodeURIComponent(name)}`;
}

function parameters(given: Readonly<Record<string, string | number | null>>): string {
  const kept = Object.entries(given).flatMap(([name, value]) => (value === null ? [] : [[name, String(value)]]));
  return new URLSearchParams(kept as string[][]).toString();
}
