/** One session on the wall: its pictures, as far as they were asked for. */

import type { LibraryImage, LibrarySession } from '../api/types';
import { keyOf, type LibraryApi } from './api';

const AT_ONCE = 500;

export class Shelf {
  session = $state.raw() as LibrarySession;
  images = $state.raw<readonly LibraryImage[]>([]);
  #cursor: string | null = null;
  #lastPage: { cursor: string | null; from: number } = { cursor: null, from: 0 };
  #begun = false;
  #asking: Promise<void> | undefined;

  constructor(
    private readonly api: LibraryApi,
    session: LibrarySession,
  ) {
    this.session = session;
  }

  get isWhole(): boolean {
    return this.#begun && this.#cursor === null;
  }

  /** Ask for the next pictures, unless that is under way or there are none. Throws `Refusal`. */
  more(): Promise<void> {
    if (this.isWhole) return Promise.resolve();
    return (this.#asking ??= this.#page(this.#cursor, this.images.length).finally(() => (this.#asking = undefined)));
  }

  /** Pictures came at the end: ask for the last stretch again. Throws `Refusal`. */
  async grown(session: LibrarySession): Promise<void> {
    this.session = session;
    await this.#asking?.catch(() => undefined);
    if (this.isWhole) await this.#page(this.#lastPage.cursor, this.#lastPage.from);
  }

  /** Something else changed: ask for all that is here again. Throws `Refusal`. */
  async renew(session: LibrarySession): Promise<void> {
    this.session = session;
    await this.#asking?.catch(() => undefined);
    if (!this.#begun) return;
    const had = this.images.length;
    const found: LibraryImage[] = [];
    let cursor: string | null = null;
    do {
      const page = await this.api.images(session.id, cursor, AT_ONCE);
      this.#lastPage = { cursor, from: found.length };
      found.push(...page.images);
      cursor = page.cursor;
    } while (cursor !== null && found.length < had);
    this.images = found;
    this.#cursor = cursor;
  }

  /** Some of its pictures were looked at: ask again for the stretches whose colours were not known. Throws `Refusal`. */
  async described(): Promise<void> {
    await this.#asking?.catch(() => undefined);
    const first = this.images.findIndex(({ colours, problem }) => colours.length === 0 && problem === null);
    if (first < 0) return;
    if (first < this.#lastPage.from) await this.renew(this.session);
    else await this.#page(this.#lastPage.cursor, this.#lastPage.from);
  }

  /** These say something else now. */
  tell(changed: ReadonlyMap<string, LibraryImage>): void {
    this.images = this.images.map((image) => changed.get(keyOf(image)) ?? image);
  }

  /** These are not there any more. */
  drop(keys: ReadonlySet<string>): void {
    const left = this.images.filter((image) => !keys.has(keyOf(image)));
    this.session = { ...this.session, images: this.session.images - (this.images.length - left.length) };
    this.images = left;
  }

  async #page(cursor: string | null, from: number): Promise<void> {
    const page = await this.api.images(this.session.id, cursor, AT_ONCE);
    this.#begun = true;
    this.#lastPage = { cursor, from };
    this.#cursor = page.cursor;
    this.images = [...this.images.slice(0, from), ...page.images];
    if (page.cursor === null) this.session = { ...this.session, images: this.images.length };
  }
}
