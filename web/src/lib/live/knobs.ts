/** What a pad, a fader or a sound can move. */

export type LevelKnob = 'strength';
export type PushKnob = 'words' | 'seed' | 'compare' | 'mirror';
export type Knob = LevelKnob | PushKnob;

export const LEVELS: Readonly<Record<LevelKnob, string>> = { strength: 'Strength' };
export const PUSHES: Readonly<Record<PushKnob, string>> = {
  words: 'Next words',
  seed: 'Another seed',
  compare: 'Before and after',
  mirror: 'Mirror',
};
export const KNOBS: Readonly<Record<Knob, string>> = { ...LEVELS, ...PUSHES };

/** Who moves them: a level to somewhere between 0 and 1, or a push. */
export interface Hands {
  level(knob: LevelKnob, value: number): void;
  push(knob: PushKnob): void;
}

export function isKnob(name: string): name is Knob {
  return name in KNOBS;
}

export function isLevel(knob: Knob): knob is LevelKnob {
  return knob in LEVELS;
}
