/** How a film can be, and how far it is, in words. */

import type { FilmView } from '../api/types';
import { bytesOf, counted } from '../library/saying';

export const KINDS = [
  { value: 'mp4', label: 'MP4', hint: 'A film that plays everywhere.' },
  { value: 'webp', label: 'WebP', hint: 'An animation in full colour, for pages and chats.' },
  { value: 'gif', label: 'GIF', hint: 'An animation in few colours, for what knows nothing else.' },
] as const;

export const BETWEEN = [
  { value: 'fade', label: 'Fade', hint: 'One picture fades into the next.' },
  { value: 'flow', label: 'Flow', hint: 'What moves is moved along; it takes longer to make.' },
  { value: 'none', label: 'Cut', hint: 'One picture, then the next.' },
] as const;

/** Seconds that each picture stays; none for its own time. */
export const PACES = [
  { value: '', label: 'As shown', hint: 'As long as it was on show, at most a second.' },
  { value: '0.1', label: '0.1 s', hint: 'Each picture for a tenth of a second.' },
  { value: '0.5', label: '0.5 s', hint: 'Each picture for half a second.' },
  { value: '2', label: '2 s', hint: 'Each picture for two seconds.' },
] as const;

const TENTHS = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 });

/** What is to be known of it now. */
export function stateOf(film: FilmView): string {
  if (film.state === 'waiting') return 'The film waits for another one.';
  if (film.state === 'making') return `${film.done} of ${counted(film.pictures, 'picture')}`;
  if (film.state === 'failed') return [film.problem, film.remedy].filter(Boolean).join(' ');
  const left = film.skipped ? `, without ${counted(film.skipped, 'picture')} that cannot be read` : '';
  return `The film is done: ${TENTHS.format(film.seconds)} s, ${bytesOf(film.bytes)}${left}.`;
}

/** Whether nothing more comes of it. */
export const isOver = ({ state }: FilmView): boolean => state === 'done' || state === 'failed';
