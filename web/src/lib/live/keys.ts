/** The keys of the place Live. */

export const LIVE_KEYS: readonly (readonly [string, string])[] = [
  ['/', 'Write what to see it as'],
  ['M', 'As in a mirror'],
  ['C', 'Before and after'],
  ['D', 'Words to begin with, camera, size, link'],
  ['H', 'MIDI controllers, and sound'],
  ['R', 'Record, end the recording'],
  ['F', 'Full screen'],
  ['1 … 5', 'The dream, the camera, the library, the runs, the settings'],
  ['Esc', 'Close what is open'],
  ['?', 'These keys'],
];
