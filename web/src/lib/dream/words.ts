/** What the controls are called, and the one line that says what each does. */

interface Naming {
  readonly label: string;
  readonly hint: string;
}

const MODES: Record<string, Naming> = {
  hybrid: { label: 'Hybrid', hint: 'Pictures grow from one another, and glide between: rich and smooth.' },
  img2img: { label: 'Image to image', hint: 'Every frame grows from the one before: restless, always changing.' },
  interpolate: { label: 'Interpolate', hint: 'Glides from picture to picture of your words: the calmest.' },
};

/** A mode that a plugin brought has only its name. */
export function modeNamed(name: string): Naming {
  return MODES[name] ?? { label: name, hint: '' };
}

const ENGINES: Record<string, Naming> = {
  procedural: { label: 'Embedded', hint: 'Draws by itself, on any machine.' },
  comfyui: { label: 'ComfyUI', hint: 'A ComfyUI server makes the pictures.' },
};

/** An engine that a plugin brought says what it is. */
export function engineNamed({ name, description }: { name: string; description: string }): Naming {
  return ENGINES[name] ?? { label: name, hint: description };
}

export const STRENGTH: Naming = {
  label: 'Strength',
  hint: 'How far each picture leaves the one before: low drifts, high leaps.',
};

export const SPEED: Naming = {
  label: 'Speed',
  hint: 'How quickly the dream wanders while the words stay the same.',
};

export const TASTE: Naming = {
  label: 'Taste',
  hint: 'Surprises you at one end, stays close to the pictures you kept at the other.',
};

/** What a value of `TASTE` in [0, 1] means. */
export function tasteNamed(taste: number): string {
  if (taste === 0) return 'surprise me';
  return taste === 1 ? 'stay close' : taste.toFixed(2);
}

export const NEGATIVE: Naming = {
  label: 'Keep out',
  hint: 'Words that the picture moves away from. Enter applies; empty follows the theme.',
};

export const SEED: Naming = { label: 'Seed', hint: 'A number to start from: the same number, the same start.' };

export const SHAPE: Naming = { label: 'Shape', hint: 'The picture on show is cut to it, and the dream goes on.' };

export const SHAPE_NAMES = { square: 'Square', wide: 'Wide', tall: 'Tall', window: 'As here' } as const;

export const DETAIL: Naming = {
  label: 'Detail',
  hint: 'More pixels look finer, and take longer to make.',
};

/** Key, and what it does. */
export const KEYS: readonly (readonly [string, string])[] = [
  ['/', 'Write a prompt'],
  ['Enter', 'Dream of it; an empty line lets the themes go on'],
  ['↑ ↓', 'Earlier prompts'],
  ['Alt ↑', 'To the words as chips: ↑ ↓ weigh, ← → walk, Del takes one out'],
  ['Space', 'Pause, go on'],
  ['N', 'Skip to something else'],
  ['L', 'Keep the picture on show'],
  ['M', 'More like the picture on show'],
  ['R', 'Look back; arrow keys walk, Enter goes on from there'],
  ['D', 'Open the drawer'],
  ['F', 'Full screen'],
  ['P', 'A small window on top'],
  ['1 … 5', 'The dream, the camera, the library, the runs, the settings'],
  ['Esc', 'Close what is open'],
  ['?', 'These keys'],
];
