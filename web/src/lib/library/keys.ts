/** The library's keys, for a person to read. */

export const LIBRARY_KEYS: readonly (readonly [string, string])[] = [
  ['/', 'Search'],
  ['D', 'Go to a day'],
  ['← ↑ → ↓', 'Walk from picture to picture; Enter opens'],
  ['X', 'Choose; with Shift, all up to here'],
  ['Z', 'Undo'],
  ['Esc', 'Choose none; back'],
  ['← →', 'In a picture: the one before, the next'],
  ['1 … 5', 'In a picture: rate it'],
  ['H', 'In a picture: a favourite'],
  ['G', 'In a picture: the dream goes on from here'],
  ['C', 'In a picture: compare; the arrows pick the other'],
  ['I', 'In a picture: how it was made'],
  ['+ − 0', 'In a picture: closer, further, whole'],
  ['Del', 'In a picture: into the trash'],
];
