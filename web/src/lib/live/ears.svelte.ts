/** The microphone, once somebody lets the page hear: its level moves one setting, its strikes push another. */

import { Hearing } from './hearing';
import type { Hands, LevelKnob, PushKnob } from './knobs';

const EVERY_MS = 40;
const SAMPLES = 1024;
const STEP = 0.02;
/** Where silence and the loudest put a setting: neither end of it shows much. */
const [LOW, HIGH] = [0.15, 0.95];

/** Gives the newest samples each time it is asked, until it is closed. */
export interface Microphone {
  read(into: Float32Array<ArrayBuffer>): void;
  close(): void;
}

export class Ears {
  state = $state<'off' | 'asking' | 'on'>('off');
  trouble = $state('');
  /** How loud it is, 0 to 1. */
  level = $state(0);
  /** What the level moves, and what each strike pushes. */
  moves = $state<LevelKnob | ''>('strength');
  pushes = $state<PushKnob | ''>('');

  #microphone: Microphone | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;
  #hearing = new Hearing();
  #told = -1;
  #asked = 0;

  constructor(
    private readonly open: () => Promise<Microphone>,
    private readonly hands: Hands,
    private readonly now: () => number,
  ) {}

  /** Listen. The browser asks the person first. */
  async listen(): Promise<void> {
    if (this.state !== 'off') return;
    [this.state, this.trouble] = ['asking', ''];
    const asked = ++this.#asked;
    let microphone: Microphone;
    try {
      microphone = await this.open();
    } catch (error) {
      if (asked === this.#asked) [this.state, this.trouble] = ['off', whyDeaf(error)];
      return;
    }
    if (asked !== this.#asked) return microphone.close(); // whoever asked has left meanwhile
    this.#microphone = microphone;
    this.state = 'on';
    this.#hearing = new Hearing();
    const samples = new Float32Array(SAMPLES);
    this.#timer = setInterval(() => this.#hear(samples), EVERY_MS);
  }

  close(): void {
    this.#asked++;
    clearInterval(this.#timer);
    this.#microphone?.close();
    this.#microphone = undefined;
    [this.state, this.level, this.#told] = ['off', 0, -1];
  }

  #hear(samples: Float32Array<ArrayBuffer>): void {
    this.#microphone?.read(samples);
    const { level, onset } = this.#hearing.hear(samples, this.now());
    this.level = level;
    if (this.moves && Math.abs(level - this.#told) >= STEP) {
      this.#told = level;
      this.hands.level(this.moves, LOW + (HIGH - LOW) * level);
    }
    if (this.pushes && onset) this.hands.push(this.pushes);
  }
}

/** The machine's own microphone, as it is: nothing that makes voices clearer and music flatter. */
export async function openMicrophone(): Promise<Microphone> {
  const plain = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };
  const stream = await navigator.mediaDevices.getUserMedia({ audio: plain, video: false });
  const context = new AudioContext();
  const analyser = new AnalyserNode(context, { fftSize: SAMPLES });
  context.createMediaStreamSource(stream).connect(analyser);
  await context.resume();
  return {
    read: (into) => analyser.getFloatTimeDomainData(into),
    close: () => {
      for (const track of stream.getTracks()) track.stop();
      void context.close();
    },
  };
}

function whyDeaf(error: unknown): string {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError') return 'The browser may not use the microphone. Allow it beside the address, then try again.';
  if (name === 'NotFoundError') return 'There is no microphone. Plug one in, then try again.';
  return 'The microphone cannot be opened. Another program may use it.';
}
