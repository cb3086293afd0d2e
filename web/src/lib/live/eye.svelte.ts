/** The camera of this page: opened, exchanged for another, lost, and opened again when it is back. */

import { type CameraChoice, SCREEN, whyNot } from './camera';

export interface EyeParts {
  readonly open: (id: string, side: number) => Promise<MediaStream>;
  readonly cameras: () => Promise<CameraChoice[]>;
  /** Tells when cameras are plugged in or out, until the answer is called. */
  readonly onPlugged: (tell: () => void) => () => void;
}

export class Eye {
  /** What it sees. It stays while another camera is opened, and while it is gone: the last picture is kept. */
  stream = $state.raw<MediaStream>();
  choices = $state.raw<readonly CameraChoice[]>([]);
  chosen = $state('');
  opening = $state(false);
  /** It was unplugged, and is waited for. */
  gone = $state(false);
  trouble = $state('');
  /** Which opening counts: a browser may ask for long. */
  #turn = 0;
  #side = 0;
  #unhear: (() => void) | undefined;

  constructor(
    private readonly parts: EyeParts,
    /** It sees nothing any more, and nobody asked for that. */
    private readonly onLost: () => void,
  ) {}

  /** Open a camera, the chosen one or whichever the browser thinks of first; or `SCREEN`. */
  async open(id: string, side: number): Promise<void> {
    const asked = ++this.#turn;
    const before = this.chosen;
    [this.chosen, this.#side, this.opening, this.trouble] = [id, side, true, ''];
    if (id !== SCREEN) dark(this.stream); // many a camera is not given twice; a screen is, and somebody may think better of it
    try {
      const opened = await this.parts.open(id, side);
      if (asked !== this.#turn) return dark(opened); // another was chosen, or somebody left, while the browser asked
      this.#see(opened);
      const choices = await this.parts.cameras();
      if (asked !== this.#turn) return;
      this.choices = choices;
      if (id !== SCREEN) this.chosen = opened.getVideoTracks()[0]?.getSettings().deviceId ?? id;
    } catch (error) {
      if (asked !== this.#turn) return;
      if (id === SCREEN && this.stream) this.chosen = before;
      else if (!this.gone) this.#lose(whyNot(error, id));
    }
    this.opening = false;
  }

  /** The lights go out. */
  close(): void {
    this.#turn++;
    this.#unhear?.();
    dark(this.stream);
    [this.stream, this.#unhear, this.opening, this.gone] = [undefined, undefined, false, false];
  }

  #see(opened: MediaStream): void {
    dark(this.stream);
    [this.stream, this.gone] = [opened, false];
    for (const track of opened.getTracks()) track.onended = () => this.#ended();
    this.#unhear ??= this.parts.onPlugged(() => void this.#plugged());
  }

  #ended(): void {
    if (this.chosen === SCREEN) return this.#lose('');
    this.#turn++;
    dark(this.stream);
    [this.gone, this.opening] = [true, false];
  }

  async #plugged(): Promise<void> {
    this.choices = await this.parts.cameras().catch(() => this.choices);
    if (this.gone && !this.opening && this.choices.some(({ id }) => id === this.chosen)) await this.open(this.chosen, this.#side);
  }

  #lose(why: string): void {
    const saw = this.stream !== undefined;
    this.close();
    this.trouble = why;
    if (saw) this.onLost();
  }
}

function dark(seen: MediaStream | undefined): void {
  for (const track of seen?.getTracks() ?? []) {
    track.onended = null;
    track.stop();
  }
}
