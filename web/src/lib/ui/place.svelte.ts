/** Where somebody is, as the address bar says it: shared, reloaded and gone back to like any page. */

export const PLACES = [
  { name: 'dream', label: 'Dream', icon: 'window', key: '1' },
  { name: 'live', label: 'Live', icon: 'camera', key: '2' },
  { name: 'library', label: 'Library', icon: 'shelf', key: '3' },
  { name: 'runs', label: 'Runs', icon: 'pulse', key: '4' },
  { name: 'settings', label: 'Settings', icon: 'gear', key: '5' },
] as const;

export type PlaceName = (typeof PLACES)[number]['name'];

export class Place {
  #name = $state<PlaceName>('dream');
  #within = $state('');

  constructor(private readonly window: Window) {
    this.#read();
  }

  get name(): PlaceName {
    return this.#name;
  }

  /** Where in the place: what follows its name, as `/session/picture?q=words`. */
  get within(): string {
    return this.#within;
  }

  /** Follow the address bar; the answer ends it. */
  watch(): () => void {
    this.window.addEventListener('hashchange', this.#read);
    return () => this.window.removeEventListener('hashchange', this.#read);
  }

  go(name: PlaceName): void {
    this.window.location.hash = name;
  }

  /** Somewhere else in this place, in stead of where somebody is: *back* does not lead here again. */
  turn(within: string): void {
    this.window.history.replaceState(this.window.history.state, '', `#${this.#name}${within}`);
    this.#read();
  }

  readonly #read = (): void => {
    const { hash } = this.window.location;
    this.#name = placeOf(hash);
    this.#within = /[/?]/.test(hash) ? hash.slice(hash.search(/[/?]/)) : '';
  };
}

/** The place that a fragment names; anything else is the dream. */
export function placeOf(fragment: string): PlaceName {
  const named = /^#([a-z]+)(?=[/?]|$)/.exec(fragment)?.[1];
  return PLACES.find(({ name }) => name === named)?.name ?? 'dream';
}
