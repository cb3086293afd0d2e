/** The MIDI controllers at hand: asked for once somebody wants them, and taught control by control. */

import type { Hands, Knob } from './knobs';
import { type Learned, Player, remember, remembered, type Storage, turnOf } from './midi';

export type AskMidi = () => Promise<MIDIAccess>;

export class Pads {
  /** `absent`: this browser knows no MIDI. */
  state = $state<'off' | 'asking' | 'on' | 'absent'>('off');
  trouble = $state('');
  /** Names of the controllers that are plugged in. */
  inputs = $state.raw<readonly string[]>([]);
  learned = $state.raw<Learned>({});
  /** What the next control that is moved will move. */
  learning = $state<Knob>();

  #access: MIDIAccess | undefined;
  readonly #player: Player;

  constructor(
    private readonly ask: AskMidi | undefined,
    private readonly storage: Storage,
    hands: Hands,
  ) {
    this.#player = new Player(hands);
    this.learned = remembered(storage);
    if (!ask) this.state = 'absent';
  }

  /** Ask the browser for the controllers. It may ask the person first. */
  async connect(): Promise<void> {
    if (!this.ask || this.state === 'asking' || this.state === 'on') return;
    [this.state, this.trouble] = ['asking', ''];
    try {
      this.#access = await this.ask();
    } catch (error) {
      [this.state, this.trouble] = ['off', whyNoMidi(error)];
      return;
    }
    this.state = 'on';
    this.#access.onstatechange = () => this.#listen();
    this.#listen();
  }

  close(): void {
    if (!this.#access) return;
    this.#access.onstatechange = null;
    for (const input of this.#access.inputs.values()) input.onmidimessage = null;
    this.#access = undefined;
    this.learning = undefined;
    this.state = 'off';
  }

  /** The next control moves `knob`; asked again, it is not to be learned after all. */
  learn(knob: Knob): void {
    this.learning = this.learning === knob ? undefined : knob;
  }

  forget(knob: Knob): void {
    const { [knob]: _, ...rest } = this.learned;
    this.#keep(rest);
  }

  /** A controller sent this. */
  heard(message: ArrayLike<number>): void {
    const turn = turnOf(message);
    if (!turn) return;
    if (this.learning) {
      if (turn.value === 0) return; // the release of what was pressed before
      this.#keep({ ...this.learned, [this.learning]: turn.control });
      this.learning = undefined;
    }
    this.#player.play(turn, this.learned);
  }

  #listen(): void {
    const inputs = [...(this.#access?.inputs.values() ?? [])];
    for (const input of inputs) input.onmidimessage = ({ data }) => data && this.heard(data);
    this.inputs = inputs.filter(({ state }) => state === 'connected').map(({ name }) => name ?? 'a controller');
  }

  #keep(learned: Learned): void {
    this.learned = learned;
    remember(this.storage, learned);
  }
}

function whyNoMidi(error: unknown): string {
  const refused = error instanceof DOMException && ['NotAllowedError', 'SecurityError'].includes(error.name);
  if (refused) return 'The browser may not use MIDI. Allow it beside the address, then try again.';
  return 'The browser finds no MIDI on this machine. Look whether the system knows the controller.';
}
