/** What somebody looks for: what they typed, and a picture that they dropped or pointed at. */

import type { Named } from './api';

export interface Wanted {
  /** As typed: words, and what `wordsOf` reads out of them. */
  readonly text: string;
  /** A picture of the library to which others are to be like. */
  readonly like?: Named | undefined;
  /** A picture of one's own to which they are to be like. */
  readonly picture?: File | undefined;
}

export const NOTHING: Wanted = { text: '' };

export const isAsked = ({ text, like, picture }: Wanted): boolean => text.trim() !== '' || like !== undefined || picture !== undefined;

/** Whether the nearest come first, and not the newest. */
export function byNearness(wanted: Wanted): boolean {
  return wanted.like !== undefined || wanted.picture !== undefined || ['colour', 'shows'].some((name) => parametersOf(wanted).has(name));
}

const SIGNS: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/^#([0-9a-f]{6})$/i, 'colour'],
  [/^(?:rating:|★)([1-5])$/i, 'rating'],
  [/^shows:"?([^"]*)"?$/i, 'shows'],
  [/^tag:"?(.+?)"?$/i, 'tag'],
  [/^model:"?(.+?)"?$/i, 'model'],
  [/^seed:(\S+)$/i, 'seed'],
  [/^since:(\d{4}-\d{2}-\d{2})$/i, 'since'],
  [/^until:(\d{4}-\d{2}-\d{2})$/i, 'until'],
];
const FAVOURITES = /^(♥|is:favourite)$/i;
const PARTS = /-?(?:\w+:)?"[^"]*"?\s?|\S+\s?/g;

/**
 * As `/api/search` takes it: `#rrggbb`, `♥`, `★4`, `shows:fox`, `tag:wall`, `model:…`, `seed:…`, `since:2026-11-21`,
 * `until:…`, and words for the rest.
 */
export function parametersOf({ text, like }: Wanted): URLSearchParams {
  const asked = new URLSearchParams();
  const words: string[] = [];
  for (const part of text.match(PARTS) ?? []) {
    const sign = part.trim();
    const found = SIGNS.flatMap(([pattern, name]) => {
      const value = pattern.exec(sign)?.[1];
      return value === undefined ? [] : [[name, value] as const];
    })[0];
    if (found?.[1] === '') continue; // not said yet
    if (found) asked.append(...(found as [string, string]));
    else if (FAVOURITES.test(sign)) asked.set('favourite', 'true');
    else words.push(part);
  }
  const typed = words.join('').replace(/^\s+/, '');
  if (typed.trim()) asked.set('q', typed);
  if (like) asked.set('like', `${like.session}/${like.name}`);
  return asked;
}

const SHOWS = /shows:(?:"([^"]*)"?|(\S+))/gi;

/** Whether it is looked for by what is in the pictures. */
export const asksWhatIsShown = (text: string): boolean => text.search(SHOWS) >= 0;

/** The same words, for what is in the pictures where they were for what was said of them, and the other way round. */
export function turned(text: string): string {
  if (asksWhatIsShown(text)) return text.replace(SHOWS, (_, phrase?: string, word?: string) => phrase ?? word ?? '').trim();
  const words = parametersOf({ text }).get('q')?.replaceAll('"', '').trim() ?? '';
  const signs = (text.match(PARTS) ?? []).filter((part) => !parametersOf({ text: part }).has('q'));
  return [`shows:"${words}"`, ...signs.map((sign) => sign.trim())].join(' ');
}
