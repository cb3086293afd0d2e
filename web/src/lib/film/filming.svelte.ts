/** One film of pictures: what it is to be of, how far it is, where it is to be had. It goes on while nobody looks. */

import { Refusal } from '../api/asking';
import type { FilmView, FilmWish } from '../api/types';
import type { FilmsApi } from './api';
import { isOver } from './words';

/** What a film is of: `title` in words, and its pictures as the server names them. */
export interface Subject {
  readonly title: string;
  readonly of: readonly string[];
  readonly sessions: readonly string[];
}

export type Manner = Required<Pick<FilmWish, 'kind' | 'interpolation' | 'each_s' | 'captions'>>;

export class Filming {
  /** What a film could be made of, while somebody says how. */
  subject = $state.raw<Subject>();
  film = $state.raw<FilmView>();
  /** What could not be done, and why. */
  trouble = $state('');
  /** How the last one was made: the next is likely to be made so, too. */
  manner = $state.raw<Manner>({ kind: 'mp4', interpolation: 'fade', each_s: null, captions: false });

  constructor(private readonly api: FilmsApi) {}

  /** Whether something comes of it yet. */
  get busy(): boolean {
    return this.film !== undefined && !isOver(this.film);
  }

  /** Have it made as `manner` says. One that is made already is given up. */
  async begin(manner: Manner): Promise<void> {
    const { subject } = this;
    if (!subject) return;
    this.manner = manner;
    this.subject = undefined;
    await this.close();
    await this.#try(async () => {
      this.film = await this.api.make({ ...manner, of: [...subject.of], sessions: [...subject.sessions] });
    });
  }

  /** How far it is. */
  async refresh(): Promise<void> {
    const { film } = this;
    if (!film || isOver(film)) return;
    await this.#try(async () => {
      const now = await this.api.film(film.id);
      if (this.film?.id === now.id) this.film = now;
    });
  }

  /** Look away from it; one that is not done is given up. */
  async close(): Promise<void> {
    const { film } = this;
    this.film = undefined;
    this.trouble = '';
    if (film && film.state !== 'done') await this.#try(() => this.api.drop(film.id));
  }

  async #try(work: () => Promise<void>): Promise<void> {
    try {
      await work();
      this.trouble = '';
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.trouble = [error.message, error.remedy].filter(Boolean).join(' ');
      if (error.answered) this.film = undefined; // the server knows of it no more
    }
  }
}
