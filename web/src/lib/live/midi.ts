/** MIDI messages as what a hand did, and which of its controls moves what. */

import { type Hands, isKnob, isLevel, type Knob } from './knobs';

/** A control's name (`fader 7`, `pad 36`, `bend`, with `ch 2` on another channel than the first), and where it is, 0 to 1. */
export interface Turn {
  readonly control: string;
  readonly value: number;
}

const [NOTE_OFF, NOTE_ON, CONTROL, BEND] = [0x80, 0x90, 0xb0, 0xe0];
const FIRST_MODE_MESSAGE = 120;
const PUSHED = 0.5;

/** What a message says; nothing for those that no control sends, such as a clock's. */
export function turnOf(message: ArrayLike<number>): Turn | undefined {
  const [status = 0, number = 0, value = 0] = [message[0], message[1], message[2]];
  const channel = (status & 0x0f) + 1;
  const named = (kind: string): string => (channel === 1 ? kind : `${kind} ch ${channel}`);
  switch (status & 0xf0) {
    case NOTE_ON:
      return { control: named(`pad ${number}`), value: value ? 1 : 0 };
    case NOTE_OFF:
      return { control: named(`pad ${number}`), value: 0 };
    case CONTROL:
      return number < FIRST_MODE_MESSAGE ? { control: named(`fader ${number}`), value: value / 127 } : undefined;
    case BEND:
      return { control: named('bend'), value: (number + 128 * value) / 16_383 };
    default:
      return undefined;
  }
}

export type Storage = Pick<globalThis.Storage, 'getItem' | 'setItem'>;
export type Learned = Readonly<Partial<Record<Knob, string>>>;
const KEPT_AS = 'dreamwindow.midi';

/** What was learned in this browser; nothing of what cannot be read. */
export function remembered(storage: Storage): Learned {
  try {
    const kept: unknown = JSON.parse(storage.getItem(KEPT_AS) ?? '{}');
    const entries = Object.entries((kept ?? {}) as object).filter(([knob, control]) => isKnob(knob) && typeof control === 'string');
    return Object.fromEntries(entries) as Learned;
  } catch {
    return {};
  }
}

/** Keep it in this browser. Where that is full or forbidden it is known until the page is closed. */
export function remember(storage: Storage, learned: Learned): void {
  try {
    storage.setItem(KEPT_AS, JSON.stringify(learned));
  } catch {
    return;
  }
}

/** Moves what the learned controls stand for. A push is a pad struck, or a fader that passes its middle upwards. */
export class Player {
  #before = new Map<string, number>();

  constructor(private readonly hands: Hands) {}

  play(turn: Turn, learned: Learned): void {
    const before = this.#before.get(turn.control) ?? 0;
    this.#before.set(turn.control, turn.value);
    const pushed = turn.value > PUSHED && before <= PUSHED;
    for (const [knob, control] of Object.entries(learned) as [Knob, string][]) {
      if (control !== turn.control) continue;
      if (isLevel(knob)) this.hands.level(knob, turn.value);
      else if (pushed) this.hands.push(knob);
    }
  }
}
