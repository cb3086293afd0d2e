/** Words to begin with, one tap away. */

export const PRESETS = [
  { words: 'stained glass', strength: 0.6 },
  { words: 'underwater garden', strength: 0.65 },
  { words: 'misty forest at dawn', strength: 0.55 },
  { words: 'neon city at night', strength: 0.6 },
  { words: 'northern lights', strength: 0.7 },
] as const;

export type Preset = (typeof PRESETS)[number];

/** The one after that with these words; the first if they are none of these. */
export function presetAfter(words: string | null | undefined): Preset {
  const index = PRESETS.findIndex((preset) => preset.words === words);
  return PRESETS[(index + 1) % PRESETS.length]!;
}
