/** The pictures that somebody chose, to do something to all of them. */

import { SvelteMap } from 'svelte/reactivity';

import type { LibraryImage } from '../api/types';
import { keyOf } from './api';

export class Chosen {
  readonly #images = new SvelteMap<string, LibraryImage>();
  #last: string | undefined;

  get count(): number {
    return this.#images.size;
  }

  get images(): readonly LibraryImage[] {
    return [...this.#images.values()];
  }

  has(image: LibraryImage): boolean {
    return this.#images.has(keyOf(image));
  }

  /** Choose it, or no longer. */
  toggle(image: LibraryImage): void {
    const key = keyOf(image);
    this.#last = key;
    if (!this.#images.delete(key)) this.#images.set(key, image);
  }

  /** Choose everything in `order` from the one that was chosen last to this one. */
  through(image: LibraryImage, order: readonly LibraryImage[]): void {
    const from = order.findIndex((one) => keyOf(one) === this.#last);
    const to = order.findIndex((one) => keyOf(one) === keyOf(image));
    if (from < 0 || to < 0) return this.toggle(image);
    for (const one of order.slice(Math.min(from, to), Math.max(from, to) + 1)) this.#images.set(keyOf(one), one);
  }

  /** Choose all of these; none of them if they are chosen already. */
  all(images: readonly LibraryImage[]): void {
    if (images.every((image) => this.has(image))) for (const image of images) this.#images.delete(keyOf(image));
    else for (const image of images) this.#images.set(keyOf(image), image);
  }

  /** They say something else now. */
  tell(changed: readonly LibraryImage[]): void {
    for (const image of changed) if (this.has(image)) this.#images.set(keyOf(image), image);
  }

  clear(): void {
    this.#images.clear();
    this.#last = undefined;
  }
}
