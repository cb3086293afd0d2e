/** Films that the server makes of pictures. Each call throws `Refusal`. */

import { ask, type Fetch } from '../api/asking';
import type { FilmView, FilmWish } from '../api/types';

export class FilmsApi {
  constructor(private readonly fetch: Fetch) {}

  make(wish: FilmWish): Promise<FilmView> {
    return ask(this.fetch, 'api/films', 'POST', wish);
  }

  film(id: string): Promise<FilmView> {
    return ask(this.fetch, addressOf(id), 'GET');
  }

  /** Break it off, or throw it away. */
  drop(id: string): Promise<void> {
    return ask(this.fetch, addressOf(id), 'DELETE');
  }
}

const addressOf = (id: string): string => `api/films/${encodeURIComponent(id)}`;

/** Where it is to be had, once it is done. */
export const fileOf = ({ id }: FilmView): string => `${addressOf(id)}/file`;
