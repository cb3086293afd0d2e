/** What a search found, as far as it was asked for. */

import { Refusal } from '../api/asking';
import type { LibraryImage } from '../api/types';
import { keyOf, type LibraryApi } from './api';
import { parametersOf, type Wanted } from './wanted';

export class Found {
  images = $state.raw<readonly LibraryImage[]>([]);
  /** Whether the first answer is there. */
  answered = $state(false);
  /** Why the last that was asked was refused. */
  refused = $state.raw<Refusal>();
  /** Whether there may be more. */
  endless = $state(true);
  #cursor: string | null = null;
  /** Keys of `images`: with many of them there, they are not looked through again for each stretch. */
  #known = new Set<string>();
  #asking: Promise<void> | undefined;
  readonly #stale = new AbortController();

  constructor(
    private readonly api: LibraryApi,
    readonly wanted: Wanted,
  ) {}

  /** Ask for the next pictures, unless that is under way or there are none. Throws `Refusal`. */
  more(): Promise<void> {
    if (!this.endless) return Promise.resolve();
    return (this.#asking ??= this.#page().finally(() => (this.#asking = undefined)));
  }

  /** Something changed: the first stretch again, and what lay beyond it as it was. Throws `Refusal`. */
  async renew(): Promise<void> {
    const { images } = await this.#ask(null);
    const known = new Set(this.images.map(keyOf));
    const fresh = images.filter((image) => !known.has(keyOf(image)));
    const renewed = new Set(images.map(keyOf));
    const beyond = this.images.slice(images.length - fresh.length).filter((image) => !renewed.has(keyOf(image)));
    this.#hold([...images, ...beyond]);
  }

  /** Nobody looks for it any more. */
  forget(): void {
    this.#stale.abort();
  }

  /** These say something else now. */
  tell(changed: ReadonlyMap<string, LibraryImage>): void {
    this.images = this.images.map((image) => changed.get(keyOf(image)) ?? image);
  }

  /** These are not there any more. */
  drop(keys: ReadonlySet<string>): void {
    this.#hold(this.images.filter((image) => !keys.has(keyOf(image))));
  }

  #hold(images: readonly LibraryImage[]): void {
    this.images = images;
    this.#known = new Set(images.map(keyOf));
  }

  async #page(): Promise<void> {
    const page = await this.#ask(this.#cursor);
    const fresh = page.images.filter((image) => !this.#known.has(keyOf(image)));
    for (const image of fresh) this.#known.add(keyOf(image));
    this.images = [...this.images, ...fresh];
    this.#cursor = page.cursor;
    this.endless = page.cursor !== null;
    this.answered = true;
  }

  async #ask(cursor: string | null): ReturnType<LibraryApi['search']> {
    try {
      const page = await this.api.search(parametersOf(this.wanted), this.wanted.picture, cursor, this.#stale.signal);
      this.refused = undefined;
      return page;
    } catch (error) {
      if (error instanceof Refusal) this.refused = error;
      throw error;
    }
  }
}
