/** Where somebody is, as the address bar says it: shared, reloaded and gone back to like any page. */

export const PLACES = [
  { name: 'dream', label: 'Dream', icon: 'window', key: '1' },
  { name: 'settings', label: 'Settings', icon: 'gear', key: '2' },
] as const;

export type PlaceName = (typeof PLACES)[number]['name'];

export class Place {
  #name = $state<PlaceName>('dream');

  constructor(private readonly window: Window) {
    this.#read();
  }

  get name(): PlaceName {
    return this.#name;
  }

  /** Follow the address bar; the answer ends it. */
  watch(): () => void {
    this.window.addEventListener('hashchange', this.#read);
    return () => this.window.removeEventListener('hashchange', this.#read);
  }

  go(name: PlaceName): void {
    this.window.location.hash = name;
  }

  readonly #read = (): void => {
    this.#name = placeOf(this.window.location.hash);
  };
}

/** The place that a fragment names; anything else is the dream. */
export function placeOf(fragment: string): PlaceName {
  return PLACES.find(({ name }) => fragment === `#${name}`)?.name ?? 'dream';
}
